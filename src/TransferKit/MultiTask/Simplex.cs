namespace TransferKit.MultiTask;

/// <summary>Minimises a convex function of weights that are not negative and have the sum 1.</summary>
internal static class Simplex
{
    private const int Iterations = 2_000;
    private const double Tolerance = 1e-9;

    /// <summary>By exponentiated gradient steps (Kivinen and Warmuth 1997), halved whenever one does not lead down.</summary>
    /// <param name="count">How many weights.</param>
    /// <param name="function">Value and gradient at some weights.</param>
    public static double[] Minimise(int count, Func<double[], (double Value, double[] Gradient)> function)
    {
        double[] weights = [.. Enumerable.Repeat(1.0 / count, count)];
        var (value, gradient) = function(weights);
        var step = 1 / Math.Max(double.Epsilon, gradient.Max() - gradient.Min());
        for (var i = 0; i < Iterations && double.IsFinite(step) && step > 0; i++)
        {
            var next = Step(weights, gradient, step);
            var (lower, slope) = function(next);
            if (lower > value)
            {
                step /= 2;
                continue;
            }

            var moved = weights.Zip(next, (a, b) => Math.Abs(a - b)).Max();
            (weights, value, gradient, step) = (next, lower, slope, step * 1.5);
            if (moved < Tolerance)
            {
                break;
            }
        }

        return weights;
    }

    private static double[] Step(double[] weights, double[] gradient, double step)
    {
        var least = gradient.Min();
        var next = weights.Zip(gradient, (weight, slope) => weight * Math.Exp(-step * (slope - least))).ToArray();
        var sum = next.Sum();
        return Array.ConvertAll(next, weight => weight / sum);
    }
}
