namespace TransferKit.Tasks;

/// <summary>What a model learns from one label column.</summary>
/// <param name="Name">The task's name: a model's output is named so.</param>
/// <param name="Kind">What kind of label it is.</param>
/// <param name="Column">The label's column in the data.</param>
public sealed record LearningTask(string Name, TaskKind Kind, string Column)
{
    /// <summary>One class of several, by name.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="column">Its column, if that has another name.</param>
    public static LearningTask Classification(string name, string? column = null) => new(name, TaskKind.Classification, column ?? name);

    /// <summary>A number in the user's units.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="column">Its column, if that has another name.</param>
    public static LearningTask Regression(string name, string? column = null) => new(name, TaskKind.Regression, column ?? name);
}
