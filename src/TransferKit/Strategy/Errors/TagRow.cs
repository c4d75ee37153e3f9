using TransferKit.Evaluation;

namespace TransferKit.Strategy.Errors;

/// <summary>What the images of a tag have to do with the errors.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Images">How many held-out images have it.</param>
/// <param name="Share">Their share of the held-out images.</param>
/// <param name="ErrorShare">Their share of the errors (of the sum of errors, for numbers).</param>
/// <param name="Error">The mean error of these images; null where there are too few.</param>
/// <param name="Ceiling">How much the task's error would fall if all of them were right.</param>
/// <param name="Effort">The effort of working on it, as the user says; null where nobody said.</param>
/// <param name="Priority">The ceiling, over the effort where it is known.</param>
/// <param name="IsFromUser">Whether the user tagged the images.</param>
public sealed record TagRow(
    string Tag, int Images, double Share, double ErrorShare, Interval? Error, Interval Ceiling, double? Effort, double Priority, bool IsFromUser);

/// <summary>A group of images that is worse than the others.</summary>
/// <param name="Conditions">What its images have in common, one or two conditions.</param>
/// <param name="Images">How many held-out images are in it.</param>
/// <param name="Error">Their mean error.</param>
/// <param name="Rest">The mean error of all others.</param>
/// <param name="P">Of "no worse than the others", by a rank test (exact for right and wrong), of this group alone.</param>
/// <param name="AdjustedP">After Holm's correction for every group that was looked at.</param>
public sealed record Slice(IReadOnlyList<string> Conditions, int Images, Interval Error, double Rest, double P, double AdjustedP)
{
    /// <summary>Whether it is worse, all groups that were looked at considered.</summary>
    public bool IsDistinguishable => AdjustedP < 0.05;
}

/// <summary>Two classes that are taken for one another.</summary>
/// <param name="Given">The label.</param>
/// <param name="Predicted">What the model said.</param>
/// <param name="Count">How often.</param>
/// <param name="Share">Of the images with that label.</param>
public sealed record ConfusedPair(string Given, string Predicted, int Count, Interval Share);
