using MathNet.Numerics.Distributions;
using TransferKit.Evaluation;
using TransferKit.Foundation;

namespace TransferKit.Bench.Coverage;

/// <summary>
/// A classifier of four classes by its scores: standard normal noise, and a distance more for the right class. The probabilities are the softmax of
/// distance x scores, which with equal classes are those of Bayes' rule, so that the classifier is calibrated; sharper ones are too sure.
/// </summary>
/// <param name="Distance">How far the right class stands out.</param>
/// <param name="Shares">How frequent each class is.</param>
/// <param name="Sharpness">What the logits are multiplied by.</param>
internal sealed record LogitModel(double Distance, double[] Shares, double Sharpness)
{
    private const int Classes = 4;

    /// <summary>Equal classes.</summary>
    public static double[] Equal => [0.25, 0.25, 0.25, 0.25];

    /// <summary>The classifier of this accuracy, which is also the recall of every class.</summary>
    public static LogitModel Of(double accuracy, double[]? shares = null, double sharpness = 1)
    {
        var distance = MathNet.Numerics.RootFinding.Brent.FindRoot(candidate => Accuracy(candidate) - accuracy, 0, 10, 1e-10);
        return new(distance, shares ?? Equal, sharpness);
    }

    /// <summary>Draws rows.</summary>
    public ClassificationRows Draw(int rows, RandomStream random) => Draw(rows, this, 1, random).First;

    /// <summary>Draws rows that another classifier is asked about too.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="other">The other.</param>
    /// <param name="correlation">How alike the noise of the two is.</param>
    /// <param name="random">The random numbers.</param>
    public (ClassificationRows First, ClassificationRows Second) Draw(int rows, LogitModel other, double correlation, RandomStream random)
    {
        var labels = new int[rows];
        var (first, second) = (new float[rows * Classes], new float[rows * Classes]);
        Span<double> noise = stackalloc double[Classes];
        Span<double> otherNoise = stackalloc double[Classes];
        var own = Math.Sqrt(1 - (correlation * correlation));
        for (var row = 0; row < rows; row++)
        {
            labels[row] = Label(random.NextDouble());
            for (var k = 0; k < Classes; k++)
            {
                noise[k] = random.NextGaussian();
                otherNoise[k] = own == 0 ? noise[k] : (correlation * noise[k]) + (own * random.NextGaussian());
            }

            Write(noise, labels[row], first.AsSpan(row * Classes, Classes));
            other.Write(otherNoise, labels[row], second.AsSpan(row * Classes, Classes));
        }

        return (new(first, labels, Classes), new(second, labels, Classes));
    }

    // The right score is the largest: integral of phi(x) Phi(x + distance)^3.
    private static double Accuracy(double distance) => MathNet.Numerics.Integration.GaussLegendreRule.Integrate(
        x => Normal.PDF(0, 1, x) * Math.Pow(Normal.CDF(0, 1, x + distance), Classes - 1), -8, 8, 128);

    private int Label(double draw)
    {
        var label = 0;
        while (label < Classes - 1 && draw >= Shares[label])
        {
            draw -= Shares[label++];
        }

        return label;
    }

    private void Write(ReadOnlySpan<double> noise, int label, Span<float> probabilities)
    {
        var sum = 0.0;
        Span<double> powers = stackalloc double[Classes];
        for (var k = 0; k < Classes; k++)
        {
            powers[k] = Math.Exp(Sharpness * Distance * (noise[k] + (k == label ? Distance : 0)));
            sum += powers[k];
        }

        for (var k = 0; k < Classes; k++)
        {
            probabilities[k] = (float)(powers[k] / sum);
        }
    }
}
