using System.Text.Json.Nodes;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>The list of weights in a TensorFlow.js model: names, shapes, types, and the order of their bytes.</summary>
internal static class WeightManifest
{
    /// <summary>Cuts the joined shards into weights.</summary>
    /// <exception cref="InvalidModelException">The shards have more or fewer bytes than the manifest says.</exception>
    public static Dictionary<string, Weight> Read(JsonArray manifest, byte[] bytes, string file)
    {
        var weights = new Dictionary<string, Weight>();
        long offset = 0;
        foreach (var entry in manifest.SelectMany(group => group!["weights"]!.AsArray()))
        {
            var (weight, length) = Entry(entry!, bytes, offset, file);
            weights[weight.Name] = weight;
            offset += length;
        }

        return offset == bytes.Length
            ? weights
            : throw new InvalidModelException($"'{file}' describes {offset:N0} bytes of weights; its shards hold {bytes.Length:N0}.", file);
    }

    private static (Weight Weight, long Length) Entry(JsonNode entry, byte[] bytes, long offset, string file)
    {
        var name = entry["name"]!.GetValue<string>();
        var shape = entry["shape"]!.AsArray().Select(size => size.ToLong()).ToArray();
        var type = entry["dtype"]!.GetValue<string>();
        var quantization = entry["quantization"] is { } stored
            ? new Quantization(stored["dtype"]!.GetValue<string>(), stored["scale"]?.ToDouble() ?? 1, stored["min"]?.ToDouble() ?? 0)
            : null;
        var length = shape.Any(size => size is < 0 or > int.MaxValue) || shape.Aggregate(1.0, (product, size) => product * size) > int.MaxValue
            ? throw new InvalidModelException($"'{file}': the weight '{name}' has the shape [{string.Join(", ", shape)}].", file)
            : Tensors.Count(shape) * Size(quantization?.StoredType ?? type, name, file);
        if (length > bytes.Length - offset)
        {
            throw new InvalidModelException(
                $"'{file}': the weight '{name}' needs {length:N0} bytes from {offset:N0}; the shards hold {bytes.Length:N0}.", file);
        }

        return (new(name, shape, type, quantization, bytes.AsMemory((int)offset, (int)length)), length);
    }

    private static int Size(string type, string name, string file) => type switch
    {
        "float32" or "int32" => 4,
        "float16" or "uint16" => 2,
        "uint8" or "bool" => 1,
        "complex64" => 8,
        _ => throw new InvalidModelException($"'{file}': the weight '{name}' is stored as {type}; that is not supported.", file),
    };
}
