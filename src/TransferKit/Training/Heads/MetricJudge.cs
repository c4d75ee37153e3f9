using TransferKit.Artifacts;
using TransferKit.Features;

namespace TransferKit.Training.Heads;

/// <summary>Measures what a head's last layer gives by the metric that its task names: scores become answers by the very nodes that the model file
/// gets, at a given temperature and given thresholds.</summary>
internal sealed class MetricJudge : IDisposable
{
    private readonly TaskRows _task;
    private readonly HeadAnswer _answer;
    private readonly HeadPredictor _answers;
    private readonly int _scores;

    private MetricJudge(TaskRows task, TargetScale target, HeadAnswer answer, GridFeatures? cells)
    {
        var width = task.Rules.Scores(task.Classes.Count);
        (_task, _answer, _scores) = (task, answer, width * (cells is null ? 1 : cells.Rows * cells.Columns));
        var identity = new float[width * width];
        for (var i = 0; i < width; i++)
        {
            identity[(i * width) + i] = 1;
        }

        // A head that reads scores as they are.
        _answers = new(new()
        {
            Task = task.Task,
            Classes = task.Classes,
            FeatureMean = new float[_scores],
            FeatureScale = [.. Enumerable.Repeat(1f, _scores)],
            Layers = [new(identity, new float[width], width, width, Activation.None)],
            Grid = cells is null ? null : new([new(0, cells.Rows, cells.Columns, width)]),
            Temperature = answer.Temperature,
            TargetMean = target.Mean,
            TargetScale = target.Deviation,
        });
    }

    /// <summary>The judge of a task; null where it names no metric.</summary>
    public static MetricJudge? Of(TaskRows task, TargetScale target, HeadAnswer answer, GridFeatures? cells) => !task.Task.IsRankedByMetric ? null : new(task, target, answer, cells);

    /// <summary>The errors of several candidates on the same rows, each at the temperature or thresholds that suit it best there; null where the task
    /// names no metric.</summary>
    /// <param name="task">The task.</param>
    /// <param name="target">How its numbers are standardised.</param>
    /// <param name="cells">The cells that scores are of, where they are of some.</param>
    /// <param name="candidates">The scores of each candidate, row by row, and how they become answers.</param>
    /// <param name="rows">The rows.</param>
    public static double[]? Errors(TaskRows task, TargetScale target, GridFeatures? cells, IEnumerable<(float[] Scores, HeadAnswer Answer)> candidates, IReadOnlyList<int> rows) =>
        !task.Task.IsRankedByMetric ? null : [.. candidates.Select(candidate =>
        {
            using var judge = new MetricJudge(task, target, candidate.Answer, cells);
            return judge.Error(candidate.Scores, rows);
        })];

    /// <summary>The error on some rows; NaN where the metric is not defined there.</summary>
    /// <param name="scores">What the last layer gave, row by row.</param>
    /// <param name="rows">The rows, each with a label.</param>
    public double Error(float[] scores, IReadOnlyList<int> rows)
    {
        var outputs = _answers.Predict(new(scores, rows.Count, _scores), [.. Enumerable.Range(0, rows.Count)]);
        return _task.Task.MainMetric.Error(_task.Score(
            outputs, [.. rows.Select(row => _task.Labels[row]!.Value)], [.. rows.SelectMany(_ => _answer.Thresholds)], null));
    }

    /// <inheritdoc/>
    public void Dispose() => _answers.Dispose();
}
