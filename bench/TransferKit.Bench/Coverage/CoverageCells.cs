using System.Globalization;
using MathNet.Numerics.Distributions;
using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;

namespace TransferKit.Bench.Coverage;

/// <summary>What is simulated.</summary>
internal static class CoverageCells
{
    private const int TruthRows = 1_000_000;
    private const double Loss = 0.03;
    private const double Correlation = 0.8;
    private const double TooSure = 2;

    private static readonly double[] Accuracies = [0.6, 0.75, 0.85, 0.95];
    private static readonly double[] Unequal = [0.4, 0.3, 0.2, 0.1];

    /// <summary>All cells.</summary>
    /// <param name="rows">The sizes.</param>
    public static IEnumerable<CoverageCell> All(int[] rows)
    {
        // Classes of few rows are hard on an interval where there are few rows in all.
        int[] few = [.. rows.Where(n => n < 1_000)];
        return
        [
            .. Of(rows, "accuracy", ClassificationMetrics.Accuracy, accuracy => LogitModel.Of(accuracy), (accuracy, _) => accuracy),
            .. Of(rows, "balanced-accuracy", ClassificationMetrics.BalancedAccuracy, accuracy => LogitModel.Of(accuracy), (accuracy, _) => accuracy),
            .. Of(few, "balanced-accuracy, unequal classes", ClassificationMetrics.BalancedAccuracy, accuracy => LogitModel.Of(accuracy, Unequal), (accuracy, _) => accuracy),
            // With equal classes that are alike, precision and recall of each are the accuracy.
            .. Of(rows, "macro-f1", ClassificationMetrics.MacroF1, accuracy => LogitModel.Of(accuracy), (accuracy, _) => accuracy),
            .. Of(few, "macro-f1, unequal classes", ClassificationMetrics.MacroF1, accuracy => LogitModel.Of(accuracy, Unequal), (_, model) => MacroF1(Many(model))),
            .. Of(rows, "log-loss", ClassificationMetrics.LogLoss, accuracy => LogitModel.Of(accuracy), (_, model) => LogLoss(Many(model))),
            .. Pairs(rows),
            .. CrossValidations(rows),
            .. Of(rows, "calibration-error", ClassificationMetrics.CalibrationError, accuracy => LogitModel.Of(accuracy), (_, _) => 0),
            .. Of(rows, "calibration-error, too sure", ClassificationMetrics.CalibrationError, accuracy => LogitModel.Of(accuracy, null, TooSure), (_, model) => CalibrationError(Many(model))),
            .. Errors(rows, "normal errors", Math.Sqrt(2 / Math.PI), random => random.NextGaussian()),
            .. Errors(rows, "errors of Student's t, 3 degrees", 2 * Math.Sqrt(3) / Math.PI, random => StudentT.InvCDF(0, 1, 3, Math.Clamp(random.NextDouble(), 1e-12, 1 - 1e-12))),
        ];
    }

    private static IEnumerable<CoverageCell> Of(
        int[] rows, string figure, Metric<ClassificationRows> metric, Func<double, LogitModel> modelOf, Func<double, LogitModel, double> truthOf)
    {
        foreach (var accuracy in Accuracies)
        {
            var model = modelOf(accuracy);
            var truth = new Lazy<double>(() => truthOf(accuracy, model));
            foreach (var n in rows)
            {
                yield return new(figure, n, Text(accuracy), (random, options) => new(metric.Measure(model.Draw(n, random), options), truth.Value));
            }
        }
    }

    private static IEnumerable<CoverageCell> Pairs(int[] rows)
    {
        foreach (var accuracy in Accuracies)
        {
            var (better, worse) = (LogitModel.Of(accuracy), LogitModel.Of(accuracy - Loss));
            foreach (var n in rows)
            {
                yield return new("paired difference of accuracy", n, Text(accuracy), (random, options) =>
                {
                    var (first, second) = better.Draw(n, worse, Correlation, random);
                    return new(Comparison.SameRows(ClassificationMetrics.Accuracy, first, second, options)?.Value, Loss);
                });
            }
        }
    }

    private static IEnumerable<CoverageCell> CrossValidations(int[] rows) =>
        from accuracy in Accuracies
        from n in rows
        let learner = new NearestMean(accuracy)
        select new CoverageCell("accuracy of five folds", n, Text(accuracy), (random, options) => learner.Simulate(n, random, options));

    private static IEnumerable<CoverageCell> Errors(int[] rows, string column, double truth, Func<RandomStream, double> error) => rows.Select(n => new CoverageCell("mae", n, column, (random, options) =>
    {
        double[] predictions = [.. Enumerable.Range(0, n).Select(_ => error(random))];
        return new(RegressionMetrics.MeanAbsoluteError.Measure(new(predictions, new double[n]), options), truth);
    }));

    private static ClassificationRows Many(LogitModel model) => model.Draw(TruthRows, new RandomStream(1, "truth"));

    private static double LogLoss(ClassificationRows rows) => rows.LabelProbability.ToArray().Average(probability => -Math.Log(probability));

    private static double MacroF1(ClassificationRows rows)
    {
        var (both, either) = (new double[rows.Classes], new double[rows.Classes]);
        for (var row = 0; row < rows.Count; row++)
        {
            either[rows.Labels[row]]++;
            either[rows.Predicted[row]]++;
            both[rows.Labels[row]] += rows.Labels[row] == rows.Predicted[row] ? 1 : 0;
        }

        return both.Zip(either, (b, e) => 2 * b / e).Average();
    }

    /// <summary>Of so many rows the bias is small; the interval is not asked for.</summary>
    private static double CalibrationError(ClassificationRows rows) => ClassificationMetrics.CalibrationError.Measure(rows, new() { Resamples = 100 })!.Value.Value;

    private static string Text(double accuracy) => accuracy.ToString("0.00", CultureInfo.InvariantCulture);
}
