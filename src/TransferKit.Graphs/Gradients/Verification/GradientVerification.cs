using System.Numerics;
using TransferKit.Foundation;
using TransferKit.Graphs.Stages;

namespace TransferKit.Graphs.Gradients.Verification;

/// <summary>
/// Checks the training graph that is derived for a backbone's last stages: its gradients in float64 with central differences of its forward
/// half, that half with the model itself, and the gradients in float32, which are trained with, with those in float64.
/// </summary>
public static class GradientVerification
{
    // A change of a tensor by its own size that changes the loss by less of its terms counts as none in float32: its gradient is all rounding.
    private const double LeastGradient = 1e-5;

    /// <summary>Checks the gradients of every weight from a stage on, and of the activation before it.</summary>
    /// <param name="stages">The backbone.</param>
    /// <param name="first">The first stage that would be trained.</param>
    /// <param name="images">A few images as the backbone takes them, one behind the other.</param>
    /// <param name="options">What is allowed and how much is checked; null for the defaults.</param>
    /// <param name="progress">Told after every entry.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="UnsupportedOperatorException">One of the stages holds an operator without a gradient rule.</exception>
    /// <exception cref="InvalidOptionsException">An option is out of range, or the images are not whole.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static VerifiedGradients Run(
        StageList stages, int first, float[] images, GradientVerificationOptions? options = null,
        IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();
        var point = VerifiedPoint.Of(stages, first, images, new() { Threads = options.Threads }, cancellationToken);
        var names = point.Values.Keys.ToArray();
        var loss = point.LossGraph(new RandomStream(options.Seed, "gradient-verification", "loss"));
        DerivedGraph Derive(bool float64) =>
            TrainingGraph.Derive([point.Suffix.Model, loss], VerifiedPoint.Loss, names, options.Derivation with { Float64 = float64 });

        var derived = Derive(float64: true);
        Dictionary<string, double[]> gradients;
        Dictionary<string, double> errorsInFloat32;
        double[] end;
        double size;
        using (var run = Computed<double>(derived, point, options, cancellationToken))
        {
            using var trained = Computed<float>(Derive(float64: false), point, options, cancellationToken);
            end = run[VerifiedPoint.End];
            size = Norm(end) * Math.Sqrt(end.Length);
            errorsInFloat32 = names.ToDictionary(
                name => name, name => Distance(trained.Gradient(name), run.Gradient(name), LeastGradient * size / Length(point.Values[name])));
            gradients = names.ToDictionary(name => name, name => run[TrainingGraph.GradientName(name)]);
        }

        var done = 0L;
        var total = gradients.Values.Sum(gradient => (long)GradientComparison.Count(gradient.Length, options.Samples));
        using var forward = new DerivedRun<double>(derived, options.Threads, VerifiedPoint.Loss);
        forward.Set(point.Values);
        return new(stages[first].Name, [.. names.Select(Verify)], Distance(Array.ConvertAll(point.OwnEnd, value => (double)value), end, 0), options);

        VerifiedGradient Verify(string name)
        {
            var comparison = new GradientComparison(() =>
            {
                forward.Run(cancellationToken);
                return forward[VerifiedPoint.Loss][0];
            }, size, forward[name], gradients[name], options.Tolerance);
            comparison.Run(
                options.Samples, new RandomStream(options.Seed, "gradient-verification", "entries", name), () => progress?.Report(new("gradients", ++done, total)));
            return new(name, point.Shape(name), comparison.Error, errorsInFloat32[name], comparison.Checked, comparison.Kinks);
        }
    }

    private static DerivedRun<T> Computed<T>(DerivedGraph derived, VerifiedPoint point, GradientVerificationOptions options, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        var run = new DerivedRun<T>(derived, options.Threads);
        run.Set(point.Values);
        run.Run(cancellationToken);
        return run;
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));

    private static double Length(float[] values) => Norm(Array.ConvertAll(values, value => (double)value)) is > 0 and var norm ? norm : Math.Sqrt(values.Length);

    /// <summary>norm(found - expected) / norm(expected), the latter at least as large as something.</summary>
    private static double Distance(double[] found, double[] expected, double least)
    {
        var difference = Norm([.. found.Zip(expected, (f, e) => f - e)]);
        return difference == 0 ? 0 : difference / Math.Max(Norm(expected), least);
    }
}
