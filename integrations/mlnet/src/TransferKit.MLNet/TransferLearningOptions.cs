namespace TransferKit.MLNet;

/// <summary>How a model of one task is trained inside a pipeline; the columns have ML.NET's names.</summary>
public sealed record TransferLearningOptions : TransferOptions
{
    /// <summary>The column of labels: a key for classes (Transforms.Conversion.MapValueToKey), a number for regression. Rows without one are not learned from.</summary>
    /// <value>Default <c>Label</c>.</value>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>The column of images: paths (text) or files' bytes (a vector of Byte).</summary>
    /// <value>Default <c>Features</c>.</value>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>The column of the answer's scores: a probability a class, whose slots have the classes' names; or the number.</summary>
    /// <value>Default <c>Score</c>.</value>
    public string ScoreColumnName { get; init; } = "Score";

    /// <summary>The column of the class that is said, a key with the names of the classes; regression has none.</summary>
    /// <value>Default <c>PredictedLabel</c>.</value>
    public string PredictedLabelColumnName { get; init; } = "PredictedLabel";
}
