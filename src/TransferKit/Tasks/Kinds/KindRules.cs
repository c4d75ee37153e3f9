using TransferKit.Evaluation;

namespace TransferKit.Tasks.Kinds;

/// <summary>All that differs between kinds of tasks: names, columns, loss, figures. Each kind is one short class of this shape.</summary>
internal abstract class KindRules
{
    private static readonly Dictionary<TaskKind, KindRules> All = new()
    {
        [TaskKind.Classification] = new ClassificationRules(),
        [TaskKind.Regression] = new RegressionRules(),
        [TaskKind.MultiLabel] = new MultiLabelRules(),
        [TaskKind.Ordinal] = new OrdinalRules(),
        [TaskKind.Box] = new BoxRules(),
    };

    /// <summary>The kind's name on the command line and in JSON.</summary>
    public abstract string Name { get; }

    /// <summary>The fewest classes that there is something to learn of; 0 where there are none at all.</summary>
    public abstract int LeastClasses { get; }

    /// <summary>Its figures; the first sums it up where the task names no other.</summary>
    public abstract IReadOnlyList<TaskMetric> Figures { get; }

    /// <summary>The figures that ways of training are compared by.</summary>
    public virtual IEnumerable<TaskMetric> Compared => Figures;

    /// <summary>The names of its figures.</summary>
    public IReadOnlyList<string> Metrics => field ??= [.. Figures.Select(figure => figure.Name)];

    /// <summary>The name of the figure that a task with costs is summed up by.</summary>
    public const string CostMetricName = "cost";

    /// <summary>The figure of a name, or null; that of costs is one of classification tasks, of rows with costs.</summary>
    public virtual TaskMetric? Find(string metric) => Figures.FirstOrDefault(figure => figure.Name == metric);

    /// <summary>The figure that sums a task up.</summary>
    /// <param name="metric">Its name; null for the first.</param>
    public TaskMetric Main(string? metric) => metric is null ? Figures[0] : Find(metric)
        ?? throw new KeyNotFoundException($"Tasks of the kind '{Name}' have no metric '{metric}'.");

    /// <summary>The columns of the model's output.</summary>
    /// <param name="classes">How many classes there are.</param>
    public virtual int Outputs(int classes) => classes;

    /// <summary>The columns of the head's last layer; those of each cell, where a head reads cells.</summary>
    /// <param name="classes">How many classes there are.</param>
    public virtual int Scores(int classes) => classes;

    /// <summary>What a head is trained by.</summary>
    /// <param name="options">What is left to the user.</param>
    public abstract TaskLoss Loss(LossOptions options);

    /// <summary>The strengths of weight decay that are compared; null for those of <c>HeadDefaults</c>.</summary>
    public virtual IReadOnlyList<double>? Strengths => null;

    /// <summary>Where the biases of a head's last layer start; null for zero. Sigmoids start at the base rates (Lin et al. 2017,
    /// https://arxiv.org/abs/1708.02002): from one half, a rare label would cost the training most of its steps.</summary>
    /// <param name="labels">The labels that are learned from.</param>
    /// <param name="classes">How many classes there are.</param>
    public virtual double[]? StartBias(IReadOnlyList<double> labels, int classes) => null;

    /// <summary>Labelled rows with what a model said of them.</summary>
    /// <param name="outputs">The model's outputs, row by row.</param>
    /// <param name="labels">The label of each row.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="thresholds">Multi-label: the probability from which each label is said to apply, for each row; empty for one half.</param>
    /// <param name="groups">The group of each row; null where every row stands alone.</param>
    public abstract ScoredRows Rows(
        float[] outputs, IReadOnlyList<double> labels, int classes, IReadOnlyList<double> thresholds, IReadOnlyList<string?>? groups);

    /// <summary>The same of a task with costs; kinds that know none leave them out.</summary>
    /// <inheritdoc cref="Rows(float[], IReadOnlyList{double}, int, IReadOnlyList{double}, IReadOnlyList{string?}?)"/>
    public virtual ScoredRows Rows(
        float[] outputs, IReadOnlyList<double> labels, int classes, IReadOnlyList<double> thresholds, IReadOnlyList<string?>? groups, CostMatrix? costs) =>
        Rows(outputs, labels, classes, thresholds, groups);

    /// <summary>All figures of rows of this kind.</summary>
    /// <param name="rows">What <see cref="Rows(float[], IReadOnlyList{double}, int, IReadOnlyList{double}, IReadOnlyList{string?}?, CostMatrix?)"/> made.</param>
    /// <param name="options">How intervals are made.</param>
    /// <param name="folds">Whether they are the held-out rows of several fold models.</param>
    public abstract TaskEvaluation Evaluate(ScoredRows rows, BootstrapOptions options, bool folds);

    /// <summary>The log odds of a question, by how many say yes; half a count more on both sides keeps them finite.</summary>
    private protected static double LogOdds(IReadOnlyList<double> labels, Func<double, bool> isTrue)
    {
        var yes = labels.Count(isTrue);
        return Math.Log((yes + 0.5) / (labels.Count - yes + 0.5));
    }

    /// <summary>The rules of a kind.</summary>
    public static KindRules Of(TaskKind kind) => All[kind];

    /// <summary>The kind of this name, or null.</summary>
    public static TaskKind? FindKind(string name) => All.Where(rules => rules.Value.Name == name).Select(rules => (TaskKind?)rules.Key).FirstOrDefault();

    /// <summary>The names of the metrics of all kinds.</summary>
    public static IReadOnlyList<string> AllMetrics => [.. All.Values.SelectMany(rules => rules.Metrics).Distinct()];

    /// <summary>The names of all kinds, for messages.</summary>
    public static string Allowed => string.Join(", ", All.Values.Select(rules => rules.Name));
}
