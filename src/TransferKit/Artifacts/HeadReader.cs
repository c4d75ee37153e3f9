using TransferKit.Graphs.Onnx;
using TransferKit.Tasks;

namespace TransferKit.Artifacts;

/// <summary>Reads the heads back from a model file, to go on training them.</summary>
public static class HeadReader
{
    /// <summary>Reads every task's head, as it was saved bit for bit (temperature and target scale in float32).</summary>
    /// <param name="model">A model that <see cref="ArtifactWriter"/> wrote.</param>
    /// <returns>The heads, in the order of the tasks.</returns>
    /// <exception cref="InvalidModelException">It is no such model, or a part of a head is missing.</exception>
    public static IReadOnlyList<HeadModel> Read(OnnxModel model)
    {
        var metadata = ArtifactMetadata.Read(model);
        var constants = model.Proto.Graph.Initializer.DistinctBy(tensor => tensor.Name).ToDictionary(tensor => tensor.Name);
        var activated = model.Proto.Graph.Node.Where(node => node.OpType == "Relu").Select(node => node.Input[0]).ToHashSet();
        return [.. metadata.Tasks.Select(task => ReadHead(task))];

        HeadModel ReadHead(ArtifactTask task)
        {
            var head = new HeadModel
            {
                Task = new LearningTask(task.Name, task.Kind, task.Column) { LogScale = task.LogScale },
                Classes = task.Classes,
                Thresholds = task.Thresholds ?? [],
                FeatureMean = Floats(HeadNames.Mean(task.Name)),
                FeatureScale = Floats(HeadNames.Scale(task.Name)),
                OwnAdapter = AdapterReader.Read(model, AdapterNames.Of(task.Name)),
                Layers = [.. ReadLayers(task.Name)],
                Grid = task.Grid,
            };
            return Checked(task.Kind switch
            {
                TaskKind.Classification => head with { Temperature = Floats(HeadNames.Temperature(task.Name))[0] },
                TaskKind.Regression => head with
                {
                    TargetMean = Floats(HeadNames.TargetMean(task.Name))[0],
                    TargetScale = Floats(HeadNames.TargetScale(task.Name))[0],
                },
                _ => head,
            });
        }

        IEnumerable<DenseLayer> ReadLayers(string task)
        {
            for (var i = 0; constants.TryGetValue(HeadNames.Weight(task, i), out var weight); i++)
            {
                if (weight.Dims.Count != 2)
                {
                    throw new InvalidModelException($"'{model.Path}': the constant '{weight.Name}' is no matrix.", model.Path);
                }

                var output = model.Proto.Graph.Node.FirstOrDefault(node => node.Input.Contains(weight.Name))?.Output.FirstOrDefault();
                var activation = output is not null && activated.Contains(output) ? Activation.Relu : Activation.None;
                var (inputs, outputs) = ((int)weight.Dims[0], (int)weight.Dims[1]);
                yield return new(Tensors.ToFloats(weight), Floats(HeadNames.Bias(task, i)), inputs, outputs, activation);
            }
        }

        float[] Floats(string name) => constants.TryGetValue(name, out var tensor)
            ? Tensors.ToFloats(tensor)
            : throw new InvalidModelException(
                $"'{model.Path}' lacks the constant '{name}', so its head cannot be read back: save the model again.", model.Path);

        HeadModel Checked(HeadModel head)
        {
            try
            {
                head.Check();
                return head;
            }
            catch (ArgumentException error)
            {
                throw new InvalidModelException($"'{model.Path}': {error.Message}", model.Path, error);
            }
        }
    }
}
