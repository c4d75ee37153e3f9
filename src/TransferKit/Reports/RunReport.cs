using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Strategy;
using TransferKit.Strategy.Advising;
using TransferKit.Strategy.Curves;
using TransferKit.Strategy.Distributions;
using TransferKit.Strategy.Errors;
using TransferKit.Strategy.Probes;

namespace TransferKit.Reports;

/// <summary>
/// A run as one page that stands alone: verdict first, the ladder, errors with their pictures, and where everything came from. It needs no network,
/// follows light and dark, and prints.
/// </summary>
public sealed class RunReport
{
    private RunReport(string html) => Html = html;

    /// <summary>The page.</summary>
    public string Html { get; }

    /// <summary>Makes the page of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">What is shown, or null for the defaults.</param>
    /// <param name="progress">Takes reports of the phases <c>attributes</c>, <c>features</c>, <c>probe</c>, <c>train</c> and <c>gallery</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidOptionsException">An option is out of its range, or nothing was held out.</exception>
    /// <exception cref="Datasets.InvalidDatasetException">The comparison of a pipeline cannot be read, or is of other tasks.</exception>
    /// <exception cref="Imaging.InvalidImageException">An image cannot be read any more.</exception>
    /// <exception cref="Graphs.Onnx.InvalidModelException">The model file cannot be read.</exception>
    public static async Task<RunReport> CreateAsync(
        RunRecord run, ReportOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();
        var pipeline = options.PipelineComparison is { } compared ? ComparisonFile.ReadPipeline(compared, run) : null;
        var diagnosis = Diagnosis.Of(run, options.Diagnosis);
        var attributes = await Task.Run(() => RunAttributes.Of(run, options.Threads, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        var analysis = await ErrorAnalysis.RunAsync(
            run, new() { Task = diagnosis.Task.Name, TagsFile = options.TagsFile, CacheFolder = options.CacheFolder, Threads = options.Threads }, attributes, progress,
            cancellationToken).ConfigureAwait(false);
        var hasModel = run.Model is { } model && File.Exists(model);
        var content = new ReportContent
        {
            Run = run,
            Diagnosis = diagnosis,
            Errors = analysis,
            Distributions = ComparedParts.Neighbours(run).Count == 0 ? null : await DistributionCheck.RunAsync(
                run, new() { CacheFolder = options.CacheFolder, Threads = options.Threads }, attributes, progress, cancellationToken).ConfigureAwait(false),
            // A probe reads stages without their places, in which a box lies.
            Probed = options.Probe && hasModel && diagnosis.Task.Kind != Tasks.TaskKind.Box
                ? await DepthProbe.RunAsync(run, diagnosis.Task.Name, options.CacheFolder, options.Threads, progress, cancellationToken).ConfigureAwait(false) : [],
            Curve = options.Curve ? await RunCurve.MeasureAsync(
                run, diagnosis.Task, options.CurveSizes, options.CurveWithAll, options.CacheFolder, options.Threads, progress, cancellationToken).ConfigureAwait(false) : null,
            Pipeline = pipeline,
            Gallery = await GalleryPictures.OfAsync(run, diagnosis.Task, analysis, options.Gallery, hasModel, options.Threads, progress, cancellationToken).ConfigureAwait(false),
        };
        return new(Page.Of(content));
    }

    /// <summary>Writes the page, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteAllText(path, Html);
}

/// <summary>All that the sections of a report are made of.</summary>
internal sealed record ReportContent
{
    /// <summary>The run.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required Diagnosis Diagnosis { get; init; }

    /// <summary>What its errors have in common.</summary>
    public required ErrorAnalysis Errors { get; init; }

    /// <summary>Whether the parts of the data are alike; null where there is one part alone.</summary>
    public required DistributionCheck? Distributions { get; init; }

    /// <summary>Every stage's probe; empty where they were not probed.</summary>
    public required IReadOnlyList<ProbedStage> Probed { get; init; }

    /// <summary>The learning curve, or why there is none; null where none was asked for.</summary>
    public required RunCurve? Curve { get; init; }

    /// <summary>A staged pipeline against one model; null where that was not given.</summary>
    public required RecordedPipeline? Pipeline { get; init; }

    /// <summary>The pictures of the gallery.</summary>
    public required IReadOnlyList<GalleryPicture> Gallery { get; init; }

    /// <summary>The task.</summary>
    public RunTask Task => Diagnosis.Task;

    /// <summary>The held-out rows with what was said of them; null where nothing was held out.</summary>
    public ScoredRows? Held => HeldOutErrors.Find(Run, Task) is { } held ? Task.Rows(Run, held.Images, held.ByFolds) : null;

    /// <summary>The same of classes; null for other kinds.</summary>
    public ClassificationRows? Rows => Held as ClassificationRows;
}
