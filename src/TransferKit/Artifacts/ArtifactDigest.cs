using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Artifacts;

/// <summary>The digest of a model file without its time stamps and durations: the same run gives the same digest.</summary>
public static class ArtifactDigest
{
    /// <summary>Computes it.</summary>
    public static ContentHash Of(OnnxModel model)
    {
        var times = model.Proto.MetadataProps.Where(entry => entry.Key == MetadataKeys.Times).ToList();
        if (times.Count == 0)
        {
            return model.Digest;
        }

        // A copy that shares the weights: only the list of metadata is its own.
        var timeless = new ModelProto(model.Proto);
        times.ForEach(entry => timeless.MetadataProps.Remove(entry));
        return OnnxModel.From(timeless).Digest;
    }
}
