using TransferKit.Tasks;

namespace TransferKit.MLNet;

/// <summary>How a model of several tasks on one trunk is trained inside a pipeline.</summary>
/// <remarks>
/// A task named <c>kind</c> gets the columns <c>kind.Score</c> and <c>kind.PredictedLabel</c>: for classes a probability each and a key; for ordered
/// levels the same; for several labels a probability each and a vector of 1 where the label applies and 0 where not; for a number <c>kind.Score</c> alone.
/// </remarks>
public sealed record MultiTaskOptions : TransferOptions
{
    /// <summary>The tasks, each with its column of labels: keys or text for classes, text or numbers for levels, text separated by <c>;</c> for several
    /// labels, numbers for regression. Any row may lack any label. Boxes have no column in ML.NET.</summary>
    public required IReadOnlyList<LearningTask> Tasks { get; init; }

    /// <summary>The column of images: paths (text) or files' bytes (a vector of Byte).</summary>
    /// <value>Default <c>Features</c>.</value>
    public string FeatureColumnName { get; init; } = "Features";
}
