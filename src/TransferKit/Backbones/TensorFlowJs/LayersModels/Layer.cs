using System.Text.Json.Nodes;

namespace TransferKit.Backbones.TensorFlowJs.LayersModels;

/// <summary>A layer of a Keras model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Class">Its Keras class.</param>
/// <param name="Inputs">The names of the layers that it reads.</param>
/// <param name="Config">Its configuration.</param>
internal sealed record Layer(string Name, string Class, IReadOnlyList<string> Inputs, JsonObject Config)
{
    /// <summary>A text of the configuration.</summary>
    public string Text(string key, string otherwise) => Config[key] is JsonValue value ? value.GetValue<string>() : otherwise;

    /// <summary>A number of the configuration.</summary>
    public float Float(string key, float otherwise) => Config[key] is { } number ? (float)number.ToDouble() : otherwise;

    /// <summary>Whole numbers of the configuration, or null where they are absent.</summary>
    public long[]? Longs(string key) => Config[key]?.AsArray().Select(number => number.ToLong()).ToArray();

    /// <summary>The activation.</summary>
    public string Activation => Text("activation", Activations.None);

    /// <summary>The window of a convolution or pooling.</summary>
    /// <param name="height">The kernel's height.</param>
    /// <param name="width">The kernel's width.</param>
    public Window Window(long height, long width) => Text("data_format", "channels_last") != "channels_last"
        ? throw Unsupported("its data format is channels_first; channels_last has a rule.")
        : new(height, width, Longs("strides") ?? [height, width], Longs("dilation_rate") ?? [1, 1], Text("padding", "valid") switch
        {
            "same" => true,
            "valid" => false,
            var other => throw Unsupported($"its padding is '{other}'; same and valid have rules."),
        });

    /// <summary>The error for a form of this layer that has no rule.</summary>
    public UnconvertibleOperatorException Unsupported(string detail) => new(Name, Class, detail);
}
