using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>A TensorFlow.js model as its files hold it: the topology, and the weights by name.</summary>
/// <param name="Name">The topology's file, for messages.</param>
/// <param name="Topology">The <c>modelTopology</c> object: <c>node</c> of a graph-model, <c>model_config</c> of a layers-model.</param>
/// <param name="Weights">The weights, not decoded yet.</param>
internal sealed record TensorFlowJsModel(string Name, JsonObject Topology, IReadOnlyDictionary<string, Weight> Weights)
{
    /// <summary>Reads <c>model.json</c> and its shards, or the same files bundled as JavaScript modules.</summary>
    /// <param name="name">The topology's file, for messages.</param>
    /// <param name="topology">The bytes of <c>model.json</c> or of its bundle.</param>
    /// <param name="shards">The shards in the manifest's order: raw bytes, or a bundle of base64 text.</param>
    /// <exception cref="InvalidModelException">A file is damaged, or they do not belong together.</exception>
    public static TensorFlowJsModel Read(string name, byte[] topology, IReadOnlyList<(string Name, byte[] Bytes)> shards)
    {
        var root = Document(name, topology) as JsonObject;
        if (root?["modelTopology"] is not JsonObject graph || root["weightsManifest"] is not JsonArray manifest)
        {
            throw new InvalidModelException($"'{name}' is not a TensorFlow.js model: it has no modelTopology or no weightsManifest.", name);
        }

        try
        {
            // Each group starts a shard of its own and fills its shards exactly, so the groups follow each other in the joined bytes.
            byte[][] parts = [.. shards.Select(shard => Shard(shard.Name, shard.Bytes))];
            return new(name, graph, WeightManifest.Read(manifest, Join(parts), name));
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new InvalidModelException($"The weights of '{name}' are damaged: {error.Message}", name, error);
        }
    }

    private static bool IsBundle(string name) => name.EndsWith(".js", StringComparison.OrdinalIgnoreCase);

    private static JsonNode? Document(string name, byte[] bytes)
    {
        try
        {
            return IsBundle(name) ? JavaScriptLiteral.ReadExport(Encoding.UTF8.GetString(bytes), name) : JsonNode.Parse(bytes);
        }
        catch (JsonException error)
        {
            throw new InvalidModelException($"'{name}' is not valid JSON: {error.Message}", name, error);
        }
    }

    private static byte[] Join(byte[][] parts)
    {
        var joined = new byte[parts.Sum(part => (long)part.Length)];
        var offset = 0;
        foreach (var part in parts)
        {
            part.CopyTo(joined, offset);
            offset += part.Length;
        }

        return joined;
    }

    private static byte[] Shard(string name, byte[] bytes) =>
        IsBundle(name)
            ? Convert.FromBase64String(JavaScriptLiteral.ReadExport(Encoding.UTF8.GetString(bytes), name)!.GetValue<string>())
            : bytes;
}
