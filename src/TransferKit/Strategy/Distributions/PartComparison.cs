using TransferKit.Evaluation;

namespace TransferKit.Strategy.Distributions;

/// <summary>How two parts of the data differ (Ng, "Machine Learning Yearning", chapters 5, 6, 36 to 42).</summary>
/// <param name="From">One part, or the source of its images.</param>
/// <param name="To">The other.</param>
/// <param name="FromImages">Images of the one.</param>
/// <param name="ToImages">Images of the other.</param>
/// <param name="ToldApart">
/// Of one image from each, how likely a linear classifier that saw neither tells which is which: 0.5 is a guess (classifier two-sample test, Lopez-Paz
/// and Oquab 2017, https://arxiv.org/abs/1610.06545, with the area under the ROC curve, which parts of unlike size do not move). Null where it was not measured.
/// </param>
/// <param name="ClassifierP">The chance of that where the parts are alike, allowing for all comparisons that were made; null likewise.</param>
/// <param name="Attributes">What can be said of pictures without knowing what they show, what differs most surely first.</param>
/// <param name="Labels">How often each label occurs, what differs most surely first.</param>
public sealed record PartComparison(
    string From, string To, int FromImages, int ToImages, Interval? ToldApart, double? ClassifierP, IReadOnlyList<AttributeDifference> Attributes,
    IReadOnlyList<LabelDifference> Labels)
{
    /// <summary>A difference whose adjusted p is below this counts.</summary>
    internal const double Level = 0.05;

    /// <summary>Whether pictures of the two parts are not alike: told apart, or by an attribute.</summary>
    public bool PicturesDiffer => (ToldApart is { Value: > 0.5 } && ClassifierP < Level) || Attributes.Any(attribute => attribute.IsDistinguishable);

    /// <summary>Whether labels occur more often in one than in the other.</summary>
    public bool LabelsDiffer => Labels.Any(label => label.IsDistinguishable);

    /// <summary>What to think of it, in a few words.</summary>
    internal string Remark => (PicturesDiffer, LabelsDiffer) switch
    {
        (true, true) => "the pictures differ, and so do the labels",
        (true, false) => "the pictures differ",
        (false, true) => "the labels differ",
        _ => "nothing differs for sure",
    };
}

/// <summary>How an attribute of pictures differs.</summary>
/// <param name="Attribute">Its name.</param>
/// <param name="From">The median of the one part.</param>
/// <param name="To">The median of the other part.</param>
/// <param name="Larger">How likely a picture of the other part has more of it than one of the one part; 0.5 where they are alike.</param>
/// <param name="P">The chance of that where the parts are alike, allowing for all comparisons that were made.</param>
public sealed record AttributeDifference(string Attribute, double From, double To, Interval Larger, double P)
{
    /// <summary>Whether chance alone hardly gives it.</summary>
    public bool IsDistinguishable => P < PartComparison.Level;
}

/// <summary>How a label's share differs.</summary>
/// <param name="Task">The task.</param>
/// <param name="Label">The class or label; null for a number, of which the medians are told.</param>
/// <param name="From">Its share in the one part, or the median.</param>
/// <param name="To">Its share in the other part, or the median.</param>
/// <param name="Difference">The share in the other part less that in the one; for a number how likely the other part has more, less 0.5.</param>
/// <param name="P">The chance of that where the parts are alike, allowing for all comparisons that were made.</param>
public sealed record LabelDifference(string Task, string? Label, double From, double To, Interval Difference, double P)
{
    /// <summary>Whether chance alone hardly gives it.</summary>
    public bool IsDistinguishable => P < PartComparison.Level;
}
