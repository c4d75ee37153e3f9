using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;

namespace TransferKit.Tests.Evaluation.Metrics;

public class MetricPropertyTests
{
    private const int Classes = 4;
    private static readonly BootstrapOptions Quick = new() { Resamples = 400 };

    [Property(MaxTest = 50)]
    public bool OrderOfRows_ChangesNoFigure(int seed)
    {
        var (probabilities, labels) = Rows(seed, 40);
        var order = Enumerable.Range(0, labels.Length).ToArray();
        new RandomStream(seed, "order").Shuffle<int>(order);
        var shuffled = Make([.. order.Select(row => probabilities[row])], [.. order.Select(row => labels[row])]);
        return Values(Make(probabilities, labels)).Zip(Values(shuffled), (a, b) => Math.Abs(a - b)).All(gap => gap < 1e-9);
    }

    [Property(MaxTest = 50)]
    public bool NamesOfClasses_ChangeNoFigure(int seed)
    {
        var (probabilities, labels) = Rows(seed, 40);
        var to = Enumerable.Range(0, Classes).ToArray();
        new RandomStream(seed, "classes").Shuffle<int>(to);
        var renamed = probabilities.Select(row =>
        {
            var moved = new float[Classes];
            for (var label = 0; label < Classes; label++)
            {
                moved[to[label]] = row[label];
            }

            return moved;
        });
        var rows = Make(probabilities, labels);
        var other = Make([.. renamed], [.. labels.Select(label => to[label])]);
        var (confusion, moved) = (new ConfusionMatrix(rows), new ConfusionMatrix(other));
        return Values(rows).Zip(Values(other), (a, b) => Math.Abs(a - b)).All(gap => gap < 1e-9)
            && Pairs().All(pair => confusion[pair.Label, pair.Predicted] == moved[to[pair.Label], to[pair.Predicted]])
            && Enumerable.Range(0, Classes).All(label => confusion.Recall(label) == moved.Recall(to[label]));
    }

    // Calibration error is left out: with more rows it has more bins.
    [Property(MaxTest = 10)]
    public bool RepeatedRows_KeepFiguresAndNarrowIntervals(int seed)
    {
        var (probabilities, labels) = Rows(seed, 80);
        var once = Make(probabilities, labels);
        var fourTimes = Make(
            [.. Enumerable.Repeat(probabilities, 4).SelectMany(rows => rows)], [.. Enumerable.Repeat(labels, 4).SelectMany(rows => rows)]);
        return ClassificationMetrics.All.Where(metric => metric.Name != "calibration-error").All(metric =>
        {
            var (a, b) = (metric.Measure(once, Quick)!.Value, metric.Measure(fourTimes, Quick)!.Value);
            return Math.Abs(a.Value - b.Value) < 1e-9 && b.High - b.Low < 0.8 * (a.High - a.Low);
        });
    }

    [Property(MaxTest = 50)]
    public bool Ends_HoldTheFigureAndItsRange(int seed, PositiveInt size)
    {
        var (probabilities, labels) = Rows(seed, Math.Min(size.Get, 30));
        var rows = Make(probabilities, labels);
        return ClassificationMetrics.All.All(metric =>
            metric.Measure(rows, Quick) is { } figure && figure.Low >= 0 && figure.Low <= figure.Value && figure.Value <= figure.High
            && (metric.Name == "log-loss" || figure.High <= 1));
    }

    [Property(MaxTest = 30)]
    public Property RegressionScale_ScalesErrorsAndLeavesDetermination(int seed, PositiveInt factor)
    {
        var random = new RandomStream(seed, "numbers");
        double[] labels = [.. Enumerable.Range(0, 20).Select(_ => random.NextGaussian())];
        double[] predictions = [.. labels.Select(label => label + (0.5 * random.NextGaussian()))];
        var rows = new RegressionRows(predictions, labels);
        var scaled = new RegressionRows(
            predictions.Select(value => factor.Get * value).ToArray(), labels.Select(value => factor.Get * value).ToArray());
        return RegressionMetrics.All.All(metric =>
        {
            var (a, b) = (metric.Measure(rows, Quick)!.Value, metric.Measure(scaled, Quick)!.Value);
            var by = metric.Name == "r2" ? 1 : factor.Get;
            return Near(by * a.Value, b.Value) && Near(by * a.Low, b.Low) && Near(by * a.High, b.High);
        }).ToProperty();
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-8 * Math.Max(1, Math.Abs(a));

    private static IEnumerable<(int Label, int Predicted)> Pairs() =>
        Enumerable.Range(0, Classes).SelectMany(label => Enumerable.Range(0, Classes).Select(predicted => (label, predicted)));

    private static double[] Values(ClassificationRows rows) =>
        [.. ClassificationMetrics.All.Select(metric => metric.Measure(rows, Quick)!.Value.Value)];

    private static ClassificationRows Make(float[][] probabilities, int[] labels) =>
        new(probabilities.SelectMany(row => row).ToArray(), labels, Classes);

    private static (float[][] Probabilities, int[] Labels) Rows(int seed, int count)
    {
        var random = new RandomStream(seed, "rows");
        var labels = Enumerable.Range(0, count).Select(_ => random.NextInt32(Classes)).ToArray();
        var probabilities = labels.Select(label =>
        {
            var raw = Enumerable.Range(0, Classes).Select(k => random.NextDouble() + 0.01 + (k == label ? 0.4 : 0)).ToArray();
            return raw.Select(value => (float)(value / raw.Sum())).ToArray();
        });
        return ([.. probabilities], labels);
    }
}
