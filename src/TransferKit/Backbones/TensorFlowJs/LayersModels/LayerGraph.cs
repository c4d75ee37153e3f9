using System.Text.Json.Nodes;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones.TensorFlowJs.LayersModels;

/// <summary>Reads the layers of a Keras model (functional or sequential) and what each of them reads.</summary>
internal static class LayerGraph
{
    /// <summary>The layers by name.</summary>
    /// <exception cref="InvalidModelException">The topology is not a Keras model.</exception>
    public static Dictionary<string, Layer> Read(JsonObject topology, string file)
    {
        var model = topology["model_config"]!;
        var layers = (model["config"] as JsonArray ?? model["config"]?["layers"]?.AsArray())
            ?? throw new InvalidModelException($"'{file}' has no layers.", file);
        var sequential = model["class_name"]?.GetValue<string>() == "Sequential";

        var result = new Dictionary<string, Layer>();
        string? previous = null;
        foreach (var entry in layers)
        {
            var layer = Entry(entry!, sequential ? previous : null);
            if (sequential && previous is null && layer.Class != Layers.Input)
            {
                // A sequential model may leave out its input layer: the first layer then says the shape.
                var input = new Layer($"{layer.Name}_input", Layers.Input, [], layer.Config);
                result.Add(input.Name, input);
                layer = layer with { Inputs = [input.Name] };
            }

            result.Add(layer.Name, layer);
            previous = layer.Name;
        }

        return result;
    }

    private static Layer Entry(JsonNode entry, string? previous)
    {
        var config = entry["config"]!.AsObject();
        var calls = entry["inbound_nodes"]?.AsArray() ?? [];
        var layer = new Layer(config["name"]!.GetValue<string>(), entry["class_name"]!.GetValue<string>(), previous is null ? [] : [previous], config);
        return calls.Count switch
        {
            0 => layer,
            1 => layer with { Inputs = [.. calls[0]!.AsArray().Select(call => call![0]!.GetValue<string>())] },
            _ => throw layer.Unsupported($"it is called {calls.Count} times; layers that are shared have no rule."),
        };
    }
}
