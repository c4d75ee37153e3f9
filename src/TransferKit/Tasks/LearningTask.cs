using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Tasks;

/// <summary>What a model learns from one label column.</summary>
/// <param name="Name">The task's name: a model's output is named so.</param>
/// <param name="Kind">What kind of label it is.</param>
/// <param name="Column">The label's column in the data; of a box, what the names of its columns begin with, empty for nothing.</param>
public sealed record LearningTask(string Name, TaskKind Kind, string Column)
{
    private static readonly string[] BoxSides = ["xmin", "ymin", "xmax", "ymax"];

    /// <summary>Regression: whether the logarithm is learned, so that relative errors count; predictions and figures stay in the user's units.</summary>
    /// <value>Default false; true needs labels above 0.</value>
    public bool LogScale { get; init; }

    /// <summary>The metric that sums the task up and that choices inside the training part are made by: strength of weight decay, epoch, how far
    /// stages go, depth. One number to rank by (Ng, Machine Learning Yearning, chapters 8 to 12).</summary>
    /// <value>Default null: the first of its kind (accuracy, mae, macro-f1, kappa, iou), and choices are made by the loss.</value>
    /// <exception cref="InvalidOptionsException">Tasks of this kind have no such metric.</exception>
    public string? Metric
    {
        get;
        init => field = value is null || Rules.Metrics.Contains(value) ? value : throw new InvalidOptionsException(
            $"The metric of task '{Name}' is '{value}'; a task of the kind '{Rules.Name}' has: {string.Join(", ", Rules.Metrics)}.{NearestName.Question(value, Rules.Metrics)}");
    }

    /// <summary>Classification: what wrong answers cost. The mean cost of the answers of the least expected cost then sums the task up and ranks, in the
    /// place of <see cref="Metric"/>.</summary>
    /// <value>Default null; for the task's classes, in any order.</value>
    /// <exception cref="InvalidOptionsException">The task is not one of classes.</exception>
    public CostMatrix? Costs
    {
        get;
        init => field = value is null || Kind == TaskKind.Classification ? value : throw new InvalidOptionsException(
            $"Task '{Name}' is of the kind '{Rules.Name}', and costs are for tasks of the kind 'class'.");
    }

    /// <summary>The metric that sums the task up.</summary>
    internal TaskMetric MainMetric => Rules.Main(Costs is null ? Metric : KindRules.CostMetricName);

    /// <summary>Whether choices are ranked by it; else by the loss.</summary>
    internal bool IsRankedByMetric => Metric is not null || Costs is not null;

    private KindRules Rules => KindRules.Of(Kind);

    /// <summary>What is learned of a label.</summary>
    internal double Target(double label) => LogScale ? Math.Log(label) : label;

    /// <summary>One class of several, by name.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="column">Its column, if that has another name.</param>
    public static LearningTask Classification(string name, string? column = null) => new(name, TaskKind.Classification, column ?? name);

    /// <summary>A number in the user's units.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="column">Its column, if that has another name.</param>
    /// <param name="logScale">Whether its logarithm is learned.</param>
    public static LearningTask Regression(string name, string? column = null, bool logScale = false) =>
        new(name, TaskKind.Regression, column ?? name) { LogScale = logScale };

    /// <summary>Any of several labels, or none. In a table they are separated by <c>;</c>, and a cell that holds nothing but <c>;</c> says that
    /// none applies; an empty cell is a missing answer.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="column">Its column, if that has another name.</param>
    public static LearningTask MultiLabel(string name, string? column = null) => new(name, TaskKind.MultiLabel, column ?? name);

    /// <summary>One level of several that have an order. In a table levels are numbers, such as 1 to 5 or 0.5, 1, 2; their order counts, not
    /// the distance between them.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="column">Its column, if that has another name.</param>
    public static LearningTask Ordinal(string name, string? column = null) => new(name, TaskKind.Ordinal, column ?? name);

    /// <summary>Where one object is. In a table four columns say it, in pixels of the upright picture: <c>xmin</c>, <c>ymin</c>, <c>xmax</c> and <c>ymax</c>, from
    /// its upper left corner; all four cells empty are a missing label.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="column">What the columns' names begin with, if anything: <c>cell</c> stands for <c>cell_xmin</c> and so on.</param>
    public static LearningTask Box(string name, string column = "") => new(name, TaskKind.Box, column);

    /// <summary>The columns of the data that its label is read of.</summary>
    internal IReadOnlyList<string> Columns => Kind != TaskKind.Box ? [Column]
        : [.. BoxSides.Select(side => Column.Length > 0 ? $"{Column}_{side}" : side)];

    /// <summary>Reads a task as the command line writes it: <c>NAME:KIND[:COLUMN]</c>, KIND being <c>class</c>, <c>regression</c>,
    /// <c>multilabel</c>, <c>ordinal</c> or <c>box</c>.</summary>
    /// <param name="text">Such as <c>age:regression</c> or <c>kind:class:part_kind</c>; a column may itself hold colons. Of a box, COLUMN is what the
    /// names of its columns begin with.</param>
    /// <exception cref="InvalidOptionsException">A part is missing, or the kind is unknown.</exception>
    public static LearningTask Parse(string text)
    {
        var parts = text.Split(':', 3, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts.Any(part => part.Length == 0))
        {
            throw new InvalidOptionsException($"The task '{text}' is not NAME:KIND[:COLUMN], such as 'age:regression' or 'kind:class:part_kind'.");
        }

        var column = parts.Length == 3 ? parts[2] : null;
        return KindRules.FindKind(parts[1]) is { } kind
            ? new(parts[0], kind, column ?? (kind == TaskKind.Box ? "" : parts[0]))
            : throw new InvalidOptionsException($"The task '{text}' has the kind '{parts[1]}'; the kinds are: {KindRules.Allowed}.");
    }
}
