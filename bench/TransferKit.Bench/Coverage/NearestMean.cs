using MathNet.Numerics.Distributions;
using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;

namespace TransferKit.Bench.Coverage;

/// <summary>
/// Cross-validates a learner whose true accuracy is known: two classes of standard normal features in ten dimensions, told apart by the nearer of the two
/// means of the training rows. The truth is the mean of the five fold models' own true accuracies.
/// </summary>
/// <param name="accuracy">That of the best classifier there is.</param>
internal sealed class NearestMean(double accuracy)
{
    private const int Dimensions = 10;
    private const int Folds = 5;

    // The means lie at plus and minus this on the first axis.
    private readonly double _shift = Normal.InvCDF(0, 1, accuracy);

    /// <summary>Draws rows, trains the fold models, measures them.</summary>
    public Simulated Simulate(int rows, RandomStream random, BootstrapOptions options)
    {
        var labels = new int[rows];
        var features = new double[rows][];
        for (var row = 0; row < rows; row++)
        {
            labels[row] = random.NextInt32(2);
            features[row] = [.. Enumerable.Range(0, Dimensions).Select(axis => random.NextGaussian() + (axis == 0 ? Mean(labels[row]) : 0))];
        }

        var probabilities = new float[2 * rows];
        var truth = 0.0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var means = Enumerable.Range(0, 2).Select(label => MeanOf(rows, row => row % Folds != fold && labels[row] == label, features)).ToArray();
            double[] direction = [.. means[1].Zip(means[0], (one, zero) => one - zero)];
            double[] middle = [.. means[1].Zip(means[0], (one, zero) => (one + zero) / 2)];
            truth += Accuracy(direction, middle) / Folds;
            for (var row = fold; row < rows; row += Folds)
            {
                var one = features[row].Zip(middle, (x, m) => x - m).Zip(direction, (x, d) => x * d).Sum() > 0;
                (probabilities[2 * row], probabilities[(2 * row) + 1]) = one ? (0.1f, 0.9f) : (0.9f, 0.1f);
            }
        }

        return new(CrossValidation.Measure(ClassificationMetrics.Accuracy, new(probabilities, labels, 2), options), truth);
    }

    private double Mean(int label) => label == 1 ? _shift : -_shift;

    private static double[] MeanOf(int rows, Func<int, bool> included, double[][] features)
    {
        var chosen = Enumerable.Range(0, rows).Where(included).ToArray();
        return [.. Enumerable.Range(0, Dimensions).Select(axis => chosen.Average(row => features[row][axis]))];
    }

    /// <summary>A new row of class 1 lies on the right side with probability Phi of its mean's distance from the border.</summary>
    private double Accuracy(double[] direction, double[] middle)
    {
        var norm = Math.Sqrt(direction.Sum(d => d * d));
        return Enumerable.Range(0, 2).Average(label =>
        {
            var distance = ((direction[0] * Mean(label)) - direction.Zip(middle, (d, m) => d * m).Sum()) / norm;
            return Normal.CDF(0, 1, label == 1 ? distance : -distance);
        });
    }
}
