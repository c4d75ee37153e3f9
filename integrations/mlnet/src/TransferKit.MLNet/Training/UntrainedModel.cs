using TransferKit.Artifacts;
using TransferKit.Graphs.Onnx;
using TransferKit.Tasks;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.MLNet.Training;

/// <summary>A model that computes nothing and has the outputs of one that is still to be trained: its columns tell the schema before training.</summary>
internal static class UntrainedModel
{
    private static readonly string[] SomeClasses = ["a", "b"];

    /// <summary>Builds it.</summary>
    /// <returns>The model, of pictures of one pixel, and its tasks.</returns>
    public static (OnnxModel Model, IReadOnlyList<ArtifactTask> Tasks) Of(IReadOnlyList<TaskColumns> columns)
    {
        var builder = new GraphBuilder("untrained");
        var pixels = builder.Node("Flatten", [builder.Input("image", DataType.Float, null, 3, 1, 1)], [("axis", 1L)]);
        var tasks = columns.Select(column => new ArtifactTask(column.Task.Name, column.Task.Kind, column.Task.Column, column.Task.Kind == TaskKind.Regression ? [] : SomeClasses)).ToList();
        foreach (var task in tasks)
        {
            var width = Math.Max(1, task.Classes.Count);
            builder.Node("MatMul", [pixels, builder.Constant(Tensors.FromFloats("nothing", new float[3 * width], 3, width))], null, task.Name);
            builder.Output(task.Name, DataType.Float, null, width);
        }

        return (OnnxModel.From(builder.ToModel()), tasks);
    }
}
