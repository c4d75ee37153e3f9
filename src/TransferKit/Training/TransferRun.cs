using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Runs;
using TransferKit.Training.Depth;

namespace TransferKit.Training;

/// <summary>A finished training: what was measured, and the model.</summary>
public sealed class TransferRun
{
    private readonly ArtifactContent _content;

    internal TransferRun(
        Backbone backbone, DatasetSplit split, FineTuneOptions options, ArtifactContent content, IReadOnlyList<TaskResult> tasks,
        LookCounts looks, RunSeconds seconds, IReadOnlyList<string> notes, RetrainedStages? retrained)
    {
        (Backbone, Split, Options, Tasks, Looks, Seconds, Notes) = (backbone, split, options, tasks, looks, seconds, notes);
        _content = content;
        Retrained = retrained;
    }

    /// <summary>Names the run, the same however often it is resumed.</summary>
    public required string Id { get; init; }

    /// <summary>The backbone it stands on.</summary>
    public Backbone Backbone { get; }

    /// <summary>The data and their split.</summary>
    public DatasetSplit Split { get; }

    /// <summary>How it was trained.</summary>
    public FineTuneOptions Options { get; }

    /// <summary>What came out, a result a task.</summary>
    public IReadOnlyList<TaskResult> Tasks { get; }

    /// <summary>How often dev and test of this split have been looked at, this run included.</summary>
    public LookCounts Looks { get; }

    /// <summary>Where the time went.</summary>
    public RunSeconds Seconds { get; }

    /// <summary>How many numbers were trained.</summary>
    public long Parameters => (Retrained?.Parameters ?? 0) + (Adapter?.Parameters ?? 0) + _content.Heads.Sum(head => head.Parameters);

    /// <summary>The stages of the backbone that were trained; null where the backbone stays as it was.</summary>
    public RetrainedStages? Retrained { get; }

    /// <summary>The adapter that all heads share; null where none was trained.</summary>
    public TrainedAdapter? Adapter { get; internal init; }

    /// <summary>What the choice of the depth tried, where <see cref="Retrain.Auto"/> made one; else empty. Its choice is among them.</summary>
    public IReadOnlyList<TriedCandidate> Tried { get; internal init; } = [];

    /// <summary>Which activations of the backbone the heads take.</summary>
    public FeatureSpec Features => _content.Features;

    /// <summary>What the user should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The dev evaluation of the first task; null without dev rows.</summary>
    public TaskEvaluation? Dev => Tasks[0].Dev;

    /// <summary>The test evaluation of the first task; null without test rows.</summary>
    public TaskEvaluation? Test => Tasks[0].Test;

    /// <summary>The result of a task.</summary>
    /// <param name="task">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such task.</exception>
    public TaskResult this[string task] => Tasks.FirstOrDefault(result => result.Task.Name == task)
        ?? throw new KeyNotFoundException($"There is no task '{task}'; there are: {string.Join(", ", Tasks.Select(result => result.Task.Name))}.");

    /// <summary>Builds the model in memory: one ONNX graph with backbone, heads and metadata.</summary>
    public OnnxModel ToModel() => ArtifactWriter.Build(_content with { Times = Times() });

    /// <summary>Writes the model as one ONNX file that stands alone, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Save(string path) => ArtifactWriter.Save(_content with { Times = Times() }, path);

    /// <summary>What the run leaves behind: figures, recipe, and what the model said of every image.</summary>
    public RunRecord ToRecord() => RunRecorder.Record(this, _content);

    private ArtifactTimes Times() => new(Options.Time.GetUtcNow(), new Dictionary<string, double>
    {
        ["decode"] = Seconds.Decode,
        ["features"] = Seconds.Features,
        ["train"] = Seconds.Train,
        ["total"] = Seconds.Total,
    });
}
