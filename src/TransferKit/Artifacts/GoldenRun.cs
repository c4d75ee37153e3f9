using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Artifacts;

/// <summary>Runs a model on the golden input: once to make the golden vectors, and at every load to check them.</summary>
internal static class GoldenRun
{
    /// <summary>Makes the golden vectors of a model that is being saved.</summary>
    /// <exception cref="InvalidModelException">The model cannot run, or gives something that is not a finite number.</exception>
    public static GoldenVectors Make(OnnxModel model, int width, int height)
    {
        using var session = new SharedSession(model);
        var outputs = Run(session, GoldenVectors.DefaultSeed, width, height);
        if (outputs.FirstOrDefault(output => !output.Value.All(float.IsFinite)) is { Key: not null } notFinite)
        {
            throw new InvalidModelException($"The task '{notFinite.Key}' gives values that are not finite: the backbone or the training went wrong.");
        }

        return new(GoldenVectors.DefaultSeed, outputs.ToDictionary(output => output.Key, output => (IReadOnlyList<float>)output.Value));
    }

    /// <summary>Checks a loaded model.</summary>
    /// <exception cref="InvalidModelException">It answers differently: it was damaged or changed, or does not run rightly here.</exception>
    public static void Check(SharedSession session, ArtifactMetadata metadata, string path)
    {
        var outputs = Run(session, metadata.Golden.Seed, metadata.Image.Width, metadata.Image.Height);
        foreach (var task in metadata.Tasks)
        {
            var difference = metadata.Golden.Difference(task.Name, outputs.GetValueOrDefault(task.Name));
            if (difference is not null)
            {
                throw new InvalidModelException(
                    $"'{path}' does not answer its own test input as it did when it was saved: {difference}. The file was damaged or changed since.", path);
            }
        }
    }

    private static Dictionary<string, float[]> Run(SharedSession session, int seed, int width, int height)
    {
        var outputs = session.Run(GoldenVectors.MakeInput(seed, width, height), [GoldenVectors.Batch, 3, height, width]);
        return session.Outputs.Zip(outputs).ToDictionary(pair => pair.First, pair => pair.Second.Values);
    }
}
