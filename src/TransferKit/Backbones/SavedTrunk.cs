using System.Text.Json;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones;

/// <summary>Where the trunk ends in a model that TransferKit trained: at the deepest tensor that its heads read.</summary>
internal static class SavedTrunk
{
    /// <summary>The entry of metadata_props that lists those tensors, in JSON.</summary>
    public const string Key = "transferkit.features";

    /// <summary>The trunk's end, or null where TransferKit did not train the model.</summary>
    /// <exception cref="InvalidModelException">The entry is damaged.</exception>
    public static string? End(OnnxModel model)
    {
        if (model.Proto.MetadataProps.FirstOrDefault(entry => entry.Key == Key) is not { } text)
        {
            return null;
        }

        try
        {
            using var taps = JsonDocument.Parse(text.Value);
            var read = taps.RootElement.EnumerateArray().Select(tap => tap.GetProperty("tensor").GetString()).ToHashSet();

            // ONNX lists nodes in the order that they can run in: the last producer is the deepest.
            return model.Proto.Graph.Node.SelectMany(node => node.Output).LastOrDefault(read.Contains)
                ?? throw new InvalidModelException(
                    $"{PictureInput.Describe(model)} computes none of the tensors that its metadata '{Key}' names: {string.Join(", ", read)}.", model.Path);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidModelException($"{PictureInput.Describe(model)}: the metadata '{Key}' is damaged: {error.Message}", model.Path, error);
        }
    }
}
