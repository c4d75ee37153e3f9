using TransferKit.Backbones;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Strategy.Curves;

/// <summary>The learning curve of a run's task, or why there is none. It is that of heads on the frozen backbone, which share its features.</summary>
/// <param name="Curve">The curve; null where none could be measured.</param>
/// <param name="WhyNot">Why there is none, a sentence; null where there is one.</param>
internal sealed record RunCurve(TaskCurve? Curve, string? WhyNot)
{
    private const string BackboneOption = "--backbone";
    private const int Folds = 5;
    private const int LeastImages = 10;
    private const int LeastPerClass = 2;

    /// <summary>Measures it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="task">The task.</param>
    /// <param name="given">Sizes that are asked for; empty for an eighth, a quarter, a half and all of a fold's training images.</param>
    /// <param name="withAll">Whether all of a fold's training images are one more of the sizes asked for.</param>
    /// <param name="cacheFolder">The folder of computed features, or null.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="progress">Takes reports of the phases <c>features</c> and <c>train</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidOptionsException">A size that was asked for is too large or too small.</exception>
    public static async Task<RunCurve> MeasureAsync(
        RunRecord run, RunTask task, IReadOnlyList<int> given, bool withAll, string? cacheFolder, int threads, IProgress<ProgressReport>? progress,
        CancellationToken cancellationToken)
    {
        var dataset = RunDataset.Of(run).OfTasks([task.Name]);
        var sizes = given.Count > 0 || dataset.Units.Count < Folds ? given : Sizes(new CurveFolds(dataset, Folds, run.Seed).Largest, task.Classes.Count);
        if (sizes.Count == 0)
        {
            return new(null, $"The {run.Images.Count} images are too few for a learning curve: a quarter of what a fold learns from must be {Least(task.Classes.Count)} images or more.");
        }

        if (await BackboneOf(run, cancellationToken).ConfigureAwait(false) is not { } backbone)
        {
            return new(null, $"The backbone '{run.Backbone}' is not there any more, or is another one, so no learning curve could be measured.");
        }

        var options = new LearningCurveOptions
        {
            Sizes = sizes,
            WithAll = given.Count == 0 || withAll,
            Folds = Folds,
            Seeds = [run.Seed],
            Training = new() { Threads = threads, CacheFolder = cacheFolder },
        };
        try
        {
            var result = await LearningCurve.RunAsync(backbone, dataset, options, progress, cancellationToken).ConfigureAwait(false);
            return new(result.Curves[0], null);
        }
        catch (InvalidOptionsException error) when (given.Count == 0)
        {
            return new(null, $"No learning curve could be measured: {error.Message}");
        }
    }

    /// <summary>An eighth, a quarter and a half, without sizes too small to learn from; none where that leaves too few for a law.</summary>
    internal static IReadOnlyList<int> Sizes(int largest, int classes)
    {
        int[] sizes = [.. new[] { 8, 4, 2 }.Select(part => largest / part).Where(size => size >= Least(classes))];
        return sizes.Length + 1 >= PowerLawFit.LeastSizes ? sizes : [];
    }

    private static int Least(int classes) => Math.Max(LeastImages, LeastPerClass * classes);

    private static async Task<Backbone?> BackboneOf(RunRecord run, CancellationToken cancellationToken)
    {
        try
        {
            var backbone = await Backbone.LoadAsync(FileOf(run) ?? run.Backbone, new(), cancellationToken).ConfigureAwait(false);
            return backbone.Digest.Hex == run.BackboneDigest ? backbone : null;
        }
        catch (TransferKitException)
        {
            return null;
        }
    }

    /// <summary>The file that the command line named; a record holds no more of it than its name.</summary>
    private static string? FileOf(RunRecord run)
    {
        var word = run.Arguments.SkipWhile(argument => argument != BackboneOption).Skip(1).FirstOrDefault()
            ?? run.Arguments.FirstOrDefault(argument => argument.StartsWith(BackboneOption + "=", StringComparison.Ordinal))?[(BackboneOption.Length + 1)..];
        return word is not null && Path.Combine(run.WorkingFolder ?? "", word) is var file && File.Exists(file) ? file : null;
    }
}
