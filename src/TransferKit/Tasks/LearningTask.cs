using TransferKit.Foundation;

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

    /// <summary>Reads a task as the command line writes it: <c>NAME:KIND[:COLUMN]</c>, KIND being <c>class</c> or <c>regression</c>.</summary>
    /// <param name="text">Such as <c>age:regression</c> or <c>kind:class:part_kind</c>; a column may itself hold colons.</param>
    /// <exception cref="InvalidOptionsException">A part is missing, or the kind is unknown.</exception>
    public static LearningTask Parse(string text)
    {
        var parts = text.Split(':', 3, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts.Any(part => part.Length == 0))
        {
            throw new InvalidOptionsException($"The task '{text}' is not NAME:KIND[:COLUMN], such as 'age:regression' or 'kind:class:part_kind'.");
        }

        var column = parts.Length == 3 ? parts[2] : null;
        return parts[1] switch
        {
            "class" => Classification(parts[0], column),
            "regression" => Regression(parts[0], column),
            _ => throw new InvalidOptionsException($"The task '{text}' has the kind '{parts[1]}'; the kinds are: class, regression."),
        };
    }
}
