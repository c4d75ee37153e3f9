using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Runs;

namespace TransferKit.Strategy.Errors;

/// <summary>An image that was answered wrongly.</summary>
/// <param name="Image">Its name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Given">The label.</param>
/// <param name="Predicted">The answer.</param>
/// <param name="Confidence">The probability of the answer; null for numbers and sets of labels.</param>
/// <param name="Error">How wrong: 1 for a class, else a distance.</param>
/// <param name="Tags">The image's tags.</param>
public sealed record WrongImage(string Image, string Path, string Given, string Predicted, double? Confidence, double Error, IReadOnlyList<string> Tags);

/// <summary>What a task's errors have in common (Ng, "Machine Learning Yearning", chapters 14 to 19).</summary>
public sealed record ErrorAnalysis
{
    private ErrorAnalysis()
    {
    }

    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>Held-out images.</summary>
    public required int Images { get; init; }

    /// <summary>Whether fold models gave the answers; else the saved model, on dev, train-dev and test.</summary>
    public required bool ByFolds { get; init; }

    /// <summary>The mean error over them.</summary>
    public required Interval? Error { get; init; }

    /// <summary>The images with the worst errors first.</summary>
    public required IReadOnlyList<WrongImage> Wrong { get; init; }

    /// <summary>Labels that are likely wrong, the most suspect first.</summary>
    public required IReadOnlyList<LabelError> LabelErrors { get; init; }

    /// <summary>The share of wrong labels; null for numbers and sets of labels.</summary>
    public required LabelNoise? Noise { get; init; }

    /// <summary>Of the suspected labels that somebody looked at, the share that is wrong indeed; null where nobody did.</summary>
    public required Interval? CheckedPrecision { get; init; }

    /// <summary>Tags, the one most worth working on first.</summary>
    public required IReadOnlyList<TagRow> Tags { get; init; }

    /// <summary>The weakest groups of images, the surest first.</summary>
    public required IReadOnlyList<Slice> Slices { get; init; }

    /// <summary>Classes taken for one another, the most frequent first; empty for other kinds.</summary>
    public required IReadOnlyList<ConfusedPair> Confused { get; init; }

    /// <summary>What was left out and why, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Analyses the errors of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="progress">Takes reports of the phases <c>attributes</c> and <c>features</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidOptionsException">An option is out of its range, or nothing was held out.</exception>
    /// <exception cref="InvalidDatasetException">A file of tags cannot be read.</exception>
    /// <exception cref="InvalidImageException">An image cannot be read any more.</exception>
    public static Task<ErrorAnalysis> RunAsync(
        RunRecord run, ErrorAnalysisOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(run, options ?? new(), null, progress, cancellationToken);

    /// <summary>Analyses the errors of a run whose images may have been measured already.</summary>
    internal static Task<ErrorAnalysis> RunAsync(
        RunRecord run, ErrorAnalysisOptions options, ImageAttributes[]? attributes, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        options.Check();
        return new ErrorAnalyst(run, options, attributes, progress).RunAsync(cancellationToken);
    }

    /// <summary>What was found.</summary>
    internal static ErrorAnalysis Of(
        HeldOutErrors rows, IReadOnlyList<LabelError> suspects, LabelNoise? noise, Interval? precision, IReadOnlyList<TagRow> tags, IReadOnlyList<Slice> slices,
        IReadOnlyList<ConfusedPair> confused, IReadOnlyList<WrongImage> wrong, IReadOnlyList<string> notes) => new()
        {
            Task = rows.Task.Name,
            Images = rows.Images.Length,
            ByFolds = rows.ByFolds,
            Error = rows.Mean(row => rows.Costs[row]),
            Wrong = wrong,
            LabelErrors = suspects,
            Noise = noise,
            CheckedPrecision = precision,
            Tags = tags,
            Slices = slices,
            Confused = confused,
            Notes = notes,
        };
}
