using TransferKit.Evaluation;

namespace TransferKit.Strategy;

/// <summary>A verdict in words.</summary>
internal static class VerdictText
{
    /// <summary>One or two sentences.</summary>
    public static string Of(string verdict, Ladder ladder, IReadOnlyList<Leak> leaks, LabelNoise? noise, LadderGap? gap) => verdict switch
    {
        Diagnosis.LeakVerdict =>
            $"{leaks.Count} held-out image{(leaks.Count == 1 ? " is, or looks" : "s are, or look")} like, one that was learned from (the first: {leaks[0].HeldOut} and {leaks[0].Learned}): the figures flatter, and nothing else can be told before that is mended.",
        Diagnosis.NoiseVerdict =>
            $"Labels are wrong in {noise!.Share} of the images: the model is sure of another class where it disagrees. Correct them first, for they spoil learning and measuring alike.",
        Diagnosis.NoVerdict => Nothing(ladder),
        _ => FormattableString.Invariant(
            $"{Name(gap!.Gap)}: the error grows by {gap.Difference} from {gap.From} to {gap.To}, the largest gap of those that can be told from zero.")
            + (ladder.ConfusesVarianceAndMismatch && gap.Gap == Gap.Variance ? " Train and dev have other sources, so it may as well be mismatch." : "")
            + OpenNoise(noise),
    };

    /// <summary>A gap is the verdict, and wrong labels may yet be a part of it.</summary>
    private static string OpenNoise(LabelNoise? noise) =>
        noise is { IsDistinguishable: false, Share.Value: >= Ladder.StandardLeastGap } ? $" Wrong labels may be part of it: they are not distinguishable from none yet, {noise.Share}." : "";

    private static string Nothing(Ladder ladder)
    {
        var open = ladder.Gaps.Where(gap => !gap.IsDistinguishable && gap.NeedMore is not null).MaxBy(gap => gap.Difference.Value);
        return "No gap is both certain and large enough to matter."
            + (open is null || open.Difference.Value <= 0 ? "" : FormattableString.Invariant(
                $" The largest, {open.Gap.ToText()} from {open.From} to {open.To}, is not distinguishable yet: {open.Difference}; about {open.NeedMore} more images would tell one of this size."));
    }

    private static string Name(Gap gap) => gap switch
    {
        Gap.AvoidableBias => "Avoidable bias",
        Gap.Variance => "Variance",
        Gap.Mismatch => "Mismatch of distributions",
        _ => "Overfitting to dev",
    };
}
