using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Cli.Commands.Inspect.Drawing;
using TransferKit.Evaluation;
using TransferKit.Graphs.Stages;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Cli.Commands.Inspect;

/// <summary>What <c>inspect --json</c> prints.</summary>
internal sealed record InspectDocument(
    string Id,
    string? Path,
    string Digest,
    string? Licence,
    IReadOnlyList<TensorInfo> Inputs,
    IReadOnlyList<TensorInfo> Outputs,
    PictureDocument Picture,
    long Parameters,
    long Macs,
    IReadOnlyList<StageDocument> Stages,
    IReadOnlyList<SavedTaskDocument>? Tasks,
    IReadOnlyList<string> Notes,
    GraphDocument? Graph)
{
    /// <summary>The document of a model.</summary>
    public static InspectDocument Of(Inspection inspection)
    {
        var backbone = inspection.Backbone;
        return new(
            backbone.Id,
            inspection.Path,
            backbone.Digest.Hex,
            backbone.Card?.Licence ?? inspection.Saved?.Provenance.BackboneLicence,
            inspection.Inputs,
            inspection.Outputs,
            PictureDocument.Of(backbone.Input),
            inspection.Stages.Sum(stage => stage.Parameters),
            inspection.Stages.Sum(stage => stage.Macs),
            [.. inspection.BlockedBy.Select((blocker, stage) => StageDocument.Of(inspection.Stages, stage, blocker))],
            inspection.Saved is { } saved ? SavedTaskDocument.Of(saved) : null,
            backbone.Notes,
            inspection.Graph);
    }
}

/// <summary>How a picture enters the model: <c>pixel * scale + offset</c> a channel, a pixel being 0 to 255.</summary>
internal sealed record PictureDocument(
    string Input, int Width, int Height, string Layout, IReadOnlyList<double> Scale, IReadOnlyList<double> Offset, string Resize)
{
    /// <summary>The document of an input.</summary>
    public static PictureDocument Of(InputSpec input) => new(
        input.Name,
        input.Width,
        input.Height,
        input.Layout.ToString().ToLowerInvariant(),
        [.. input.Scale.Select(value => (double)value)],
        [.. input.Offset.Select(value => (double)value)],
        input.Resize.ToString().ToLowerInvariant());
}

/// <summary>One stage.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Output">The tensor that ends it.</param>
/// <param name="Shape">That tensor's shape for one image.</param>
/// <param name="Parameters">How many values it could learn.</param>
/// <param name="Macs">Multiply-accumulates for one image.</param>
/// <param name="BatchNormalizations">How many it holds: none where the file has them folded into the convolutions.</param>
/// <param name="Trainable">Whether everything from here on has gradient rules.</param>
/// <param name="BlockedBy">The node and operator without a rule, or null.</param>
internal sealed record StageDocument(
    string Name, string Output, IReadOnlyList<long> Shape, long Parameters, long Macs, int BatchNormalizations, bool Trainable, string? BlockedBy)
{
    /// <summary>The document of a stage.</summary>
    public static StageDocument Of(StageList stages, int index, string? blockedBy)
    {
        var stage = stages[index];
        return new(
            stage.Name, stage.OutputTensor, stage.Shape, stage.Parameters, stage.Macs, stages.BatchNormalizations(index), blockedBy is null, blockedBy);
    }
}

/// <summary>A training graph that was drawn.</summary>
/// <param name="Path">The file.</param>
/// <param name="From">The first stage that would be trained.</param>
/// <param name="Batch">Images a step.</param>
/// <param name="Forward">How many nodes lead to the loss.</param>
/// <param name="Backward">How many others lead to gradients.</param>
/// <param name="Gradients">How many gradients it gives out.</param>
/// <param name="Formulations">How each convolution is written, by node name.</param>
internal sealed record GraphDocument(
    string Path, string From, int Batch, int Forward, int Backward, int Gradients, IReadOnlyDictionary<string, string> Formulations)
{
    /// <summary>The document of a graph.</summary>
    public static GraphDocument Of(TrainingGraphView graph, string path)
    {
        int Count(GraphItemKind kind) => graph.Items.Count(item => item.Kind == kind);
        return new(
            path, graph.From, TrainingGraphView.Batch,
            Count(GraphItemKind.Forward) + Count(GraphItemKind.Frozen), Count(GraphItemKind.Backward), Count(GraphItemKind.Gradient), graph.Formulations);
    }
}

/// <summary>A task of a saved model.</summary>
internal sealed record SavedTaskDocument(string Name, string Kind, IReadOnlyList<string>? Classes, IReadOnlyList<SavedMetricDocument> Metrics)
{
    /// <summary>The tasks that a file tells about.</summary>
    public static IReadOnlyList<SavedTaskDocument> Of(ArtifactMetadata saved) =>
    [
        .. saved.Tasks.Select(task => new SavedTaskDocument(
            task.Name,
            KindRules.Of(task.Kind).Name,
            task.Classes.Count > 0 ? task.Classes : null,
            [
                .. saved.Metrics.Where(metric => metric.Task == task.Name)
                    .Select(metric => new SavedMetricDocument(metric.Split, metric.Name, metric.Value)),
            ])),
    ];
}

/// <summary>A figure that was measured when the model was made.</summary>
internal sealed record SavedMetricDocument(string Split, string Metric, Interval Figure);
