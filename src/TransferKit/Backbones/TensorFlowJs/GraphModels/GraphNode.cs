using System.Text;
using System.Text.Json.Nodes;

namespace TransferKit.Backbones.TensorFlowJs.GraphModels;

/// <summary>A node of a TensorFlow graph, as protobuf's JSON mapping writes a NodeDef.</summary>
/// <param name="Name">Its name, which is its output's name too.</param>
/// <param name="Operator">The TensorFlow operator.</param>
/// <param name="Inputs">The names of the nodes that it reads; control dependencies are left out.</param>
/// <param name="Attributes">Its attributes.</param>
internal sealed record GraphNode(string Name, string Operator, IReadOnlyList<string> Inputs, JsonObject Attributes)
{
    /// <summary>Reads a node.</summary>
    /// <exception cref="InvalidOperationException">It is not one.</exception>
    public static GraphNode Read(JsonNode node) => new(
        node["name"]!.GetValue<string>(),
        node["op"]!.GetValue<string>(),
        [.. (node["input"]?.AsArray() ?? []).Select(input => input!.GetValue<string>()).Where(input => !input.StartsWith('^')).Select(FirstOutput)],
        node["attr"]?.AsObject() ?? []);

    /// <summary>A text, which the file holds in base64.</summary>
    public string Text(string attribute, string otherwise) => Attributes[attribute]?["s"] is { } text ? Decode(text) : otherwise;

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string attribute) => [.. (Attributes[attribute]?["list"]?["s"]?.AsArray() ?? []).Select(text => Decode(text!))];

    /// <summary>A list of whole numbers.</summary>
    public long[]? Longs(string attribute) => Attributes[attribute]?["list"]?["i"]?.AsArray().Select(number => number.ToLong()).ToArray();

    /// <summary>A number.</summary>
    public float Float(string attribute, float otherwise) => Attributes[attribute]?["f"] is { } number ? (float)number.ToDouble() : otherwise;

    /// <summary>A truth value.</summary>
    public bool Flag(string attribute) => Attributes[attribute]?["b"]?.GetValue<bool>() ?? false;

    /// <summary>A shape with -1 for what is unknown, or null where the attribute is absent.</summary>
    public long[]? Shape(string attribute) =>
        Attributes[attribute]?["shape"]?["dim"]?.AsArray().Select(dimension => dimension!["size"].ToLong()).ToArray();

    /// <summary>The window of a convolution or pooling.</summary>
    /// <param name="height">The kernel's height.</param>
    /// <param name="width">The kernel's width.</param>
    public Window Window(long height, long width) => Text("data_format", "NHWC") != "NHWC"
        ? throw Unsupported($"its data format is {Text("data_format", "")}; NHWC has a rule.")
        : new(height, width, Spatial("strides"), Spatial("dilations"), Text("padding", "") switch
        {
            "SAME" => true,
            "VALID" => false,
            var other => throw Unsupported($"its padding is '{other}'; SAME and VALID have rules."),
        });

    /// <summary>The window of a pooling, whose size is an attribute.</summary>
    public Window PoolWindow() => Spatial("ksize") is [var height, var width] ? Window(height, width) : throw Unsupported("it has no window.");

    /// <summary>The nodes that this one computes with.</summary>
    /// <exception cref="UnconvertibleOperatorException">It reads another output of a node than the first.</exception>
    public IEnumerable<string> Sources =>
        Inputs.Select(input => input.Contains(':') ? throw Unsupported($"it reads '{input}', which is not a node's first output.") : input);

    /// <summary>The error for a form of this operator that has no rule.</summary>
    public UnconvertibleOperatorException Unsupported(string detail) => new(Name, Operator, detail);

    private long[] Spatial(string attribute) => Longs(attribute) switch
    {
        null or [] => [1, 1],
        [1, > 0 and var down, > 0 and var right, 1] => [down, right],
        var other => throw Unsupported($"its {attribute} are [{string.Join(", ", other)}]; only height and width may differ from 1."),
    };

    private static string FirstOutput(string input) => input.EndsWith(":0", StringComparison.Ordinal) ? input[..^2] : input;

    private static string Decode(JsonNode text) => Encoding.UTF8.GetString(Convert.FromBase64String(text.GetValue<string>()));
}
