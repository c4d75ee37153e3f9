using TransferKit.Evaluation;
using TransferKit.Strategy.Errors;

namespace TransferKit.Cli.Commands.Errors;

/// <summary>What <c>errors --json</c> prints.</summary>
internal sealed record ErrorsDocument(
    string Task, int Images, bool Folds, Interval? Error, IReadOnlyList<LabelErrorDocument> LabelErrors, Interval? LabelNoise, Interval? Precision,
    IReadOnlyList<TagDocument> Tags, IReadOnlyList<SliceDocument> Slices, IReadOnlyList<ConfusedDocument> Confused, IReadOnlyList<WrongDocument> Wrong,
    IReadOnlyList<string> Notes)
{
    /// <summary>The document of an analysis.</summary>
    public static ErrorsDocument Of(ErrorAnalysis analysis) => new(
        analysis.Task, analysis.Images, analysis.ByFolds, analysis.Error,
        [.. analysis.LabelErrors.Select(error => new LabelErrorDocument(error.Image, error.Given, error.Suggested, error.Score))],
        analysis.Noise?.Share, analysis.CheckedPrecision,
        [.. analysis.Tags.Select(tag => new TagDocument(
            tag.Tag, tag.Images, tag.Share, tag.ErrorShare, tag.Error, tag.Ceiling, tag.Effort, tag.Priority, tag.IsFromUser))],
        [.. analysis.Slices.Select(slice => new SliceDocument(
            slice.Conditions, slice.Images, slice.Error, slice.Rest, slice.P, slice.AdjustedP, slice.IsDistinguishable))],
        [.. analysis.Confused.Select(pair => new ConfusedDocument(pair.Given, pair.Predicted, pair.Count, pair.Share))],
        [.. analysis.Wrong.Select(image => new WrongDocument(image.Image, image.Given, image.Predicted, image.Confidence, image.Error, image.Tags))],
        analysis.Notes);
}

/// <summary>A label that is likely wrong.</summary>
internal sealed record LabelErrorDocument(string Image, string Given, string Suggested, double Score);

/// <summary>What the images of a tag have to do with the errors.</summary>
internal sealed record TagDocument(
    string Tag, int Images, double Share, double ErrorShare, Interval? Error, Interval Ceiling, double? Effort, double Priority, bool FromUser);

/// <summary>A group of images that is worse than the others.</summary>
internal sealed record SliceDocument(IReadOnlyList<string> Conditions, int Images, Interval Error, double Rest, double P, double AdjustedP, bool Distinguishable);

/// <summary>Two classes that are taken for one another.</summary>
internal sealed record ConfusedDocument(string Given, string Predicted, int Count, Interval Share);

/// <summary>An image that was answered wrongly.</summary>
internal sealed record WrongDocument(string Image, string Given, string Predicted, double? Confidence, double Error, IReadOnlyList<string> Tags);
