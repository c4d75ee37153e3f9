using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Artifacts;

/// <summary>Runs a model on the golden input: once to make the golden vectors, and at every load to check them.</summary>
internal static class GoldenRun
{
    /// <summary>Makes the golden vectors of a model that is being saved.</summary>
    /// <exception cref="InvalidModelException">The model cannot run, or gives something that is not a finite number.</exception>
    public static GoldenVectors Make(OnnxModel model, ArtifactContent content)
    {
        using var session = new SharedSession(model);
        var outputs = Run(session, GoldenVectors.DefaultSeed, content.Input.Width, content.Input.Height);
        foreach (var head in content.Heads)
        {
            var (task, values) = (head.Task.Name, outputs[head.Task.Name]);
            if (!values.All(float.IsFinite))
            {
                throw new InvalidModelException(
                    $"The task '{task}' gives values that are not finite: the backbone or the training went wrong.");
            }

            if (values.Length != GoldenVectors.Batch * KindRules.Of(head.Task.Kind).Outputs(head.Classes.Count))
            {
                throw new InvalidModelException(
                    $"The task '{task}' gives {values.Length} values for {GoldenVectors.Batch} images: the backbone's batch size is frozen.");
            }
        }

        return new(GoldenVectors.DefaultSeed, outputs.ToDictionary(output => output.Key, output => (IReadOnlyList<float>)output.Value));
    }

    /// <summary>Checks a loaded model.</summary>
    /// <exception cref="InvalidModelException">It answers differently: it was damaged or changed, or does not run rightly here.</exception>
    public static void Check(SharedSession session, ArtifactMetadata metadata, string path)
    {
        var outputs = Run(session, metadata.Golden.Seed, metadata.Input.Width, metadata.Input.Height);
        foreach (var task in metadata.Tasks)
        {
            var difference = metadata.Golden.Difference(task.Name, outputs.GetValueOrDefault(task.Name));
            if (difference is not null)
            {
                throw new InvalidModelException(
                    $"'{path}' does not answer its own test input as it did when it was saved: {difference}. "
                    + "The file was damaged or changed since.",
                    path);
            }
        }
    }

    private static Dictionary<string, float[]> Run(SharedSession session, int seed, int width, int height)
    {
        var outputs = session.Run(GoldenVectors.MakeInput(seed, width, height), [GoldenVectors.Batch, 3, height, width]);
        return session.Outputs.Zip(outputs).ToDictionary(pair => pair.First, pair => pair.Second.Values);
    }
}
