using System.Globalization;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;

namespace TransferKit.Evaluation;

/// <summary>A limit that a figure must keep: <c>label.accuracy.low&gt;=0.9</c>, <c>age.mae.high&lt;=4</c>.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="End">Whether the estimate itself or an end of its interval must keep the limit.</param>
/// <param name="AtLeast">True for <c>&gt;=</c>, false for <c>&lt;=</c>.</param>
/// <param name="Limit">The limit, finite, in the metric's units.</param>
public sealed record Gate(string Task, string Metric, GateEnd End, bool AtLeast, double Limit)
{
    private const string Form = "allowed: TASK.METRIC[.low|.high]>=X or TASK.METRIC[.low|.high]<=X";

    /// <summary>Reads a gate; a task's name may hold dots, for the metric is sought from the right.</summary>
    /// <param name="text">Such as <c>label.accuracy.low&gt;=0.9</c>; spaces around the operator are allowed.</param>
    /// <exception cref="InvalidOptionsException">The text is no gate, or no metric has that name.</exception>
    public static Gate Parse(string text)
    {
        var at = Math.Max(text.LastIndexOf(">=", StringComparison.Ordinal), text.LastIndexOf("<=", StringComparison.Ordinal));
        if (at < 0)
        {
            throw Invalid(text, "has no '>=' or '<='");
        }

        if (!double.TryParse(text.AsSpan(at + 2), NumberStyles.Float, CultureInfo.InvariantCulture, out var limit)
            || !double.IsFinite(limit))
        {
            throw Invalid(text, $"has the limit '{text[(at + 2)..].Trim()}', which is no number");
        }

        var (figure, end) = SplitEnd(text[..at].Trim());
        var dot = figure.LastIndexOf('.');
        if (dot <= 0)
        {
            throw Invalid(text, "names no task and metric");
        }

        var metric = figure[(dot + 1)..];
        return MetricNames.Contains(metric)
            ? new Gate(figure[..dot], metric, end, text[at] == '>', limit)
            : throw new InvalidOptionsException(
                $"'gate' is '{text}', and there is no metric '{metric}'; allowed: {string.Join(", ", MetricNames)}");
    }

    /// <summary>Checks, before any work, that the gate's task and metric are among those that will be measured.</summary>
    /// <param name="metricsOfTask">The names of each task's metrics.</param>
    /// <exception cref="InvalidOptionsException">They are not.</exception>
    public void RequireKnown(IReadOnlyDictionary<string, IReadOnlyList<string>> metricsOfTask)
    {
        if (!metricsOfTask.TryGetValue(Task, out var metrics))
        {
            throw new InvalidOptionsException(
                $"'gate' is '{this}', and there is no task '{Task}'; allowed: {string.Join(", ", metricsOfTask.Keys)}");
        }

        if (!metrics.Contains(Metric))
        {
            throw new InvalidOptionsException(
                $"'gate' is '{this}', and task '{Task}' has no metric '{Metric}'; allowed: {string.Join(", ", metrics)}");
        }
    }

    /// <summary>Whether a figure keeps the limit.</summary>
    /// <param name="figure">The task's metric; null, when nothing could be measured, does not.</param>
    public GateResult Check(Interval? figure)
    {
        if (figure is not { } found)
        {
            return new GateResult(this, false, $"gate {this} not met: nothing could be measured");
        }

        var value = End switch
        {
            GateEnd.Low => found.Low,
            GateEnd.High => found.High,
            _ => found.Value,
        };
        var met = AtLeast ? value >= Limit : value <= Limit;
        return new GateResult(this, met, string.Create(
            CultureInfo.InvariantCulture, $"gate {this} {(met ? "met" : "not met")}: {value:0.0000}, from {Metric} {found}"));
    }

    /// <summary>The gate as it is written on the command line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Task}.{Metric}{(End == GateEnd.Value ? "" : End == GateEnd.Low ? ".low" : ".high")}{(AtLeast ? ">=" : "<=")}{Limit}");

    private static IEnumerable<string> MetricNames => ClassificationMetrics.All.Append(ClassificationMetrics.Cost).Select(metric => metric.Name)
        .Concat(RegressionMetrics.All.Select(metric => metric.Name))
        .Union(MultiLabelMetrics.All.Select(metric => metric.Name))
        .Union(OrdinalMetrics.All.Select(metric => metric.Name));

    private static (string Figure, GateEnd End) SplitEnd(string text)
    {
        return text.EndsWith(".low", StringComparison.Ordinal) ? (text[..^".low".Length], GateEnd.Low)
            : text.EndsWith(".high", StringComparison.Ordinal) ? (text[..^".high".Length], GateEnd.High)
            : (text, GateEnd.Value);
    }

    private static InvalidOptionsException Invalid(string text, string found) => new($"'gate' is '{text}', which {found}; {Form}");
}
