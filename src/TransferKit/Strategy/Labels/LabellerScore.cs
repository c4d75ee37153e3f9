using TransferKit.Evaluation;

namespace TransferKit.Strategy.Labels;

/// <summary>How well one person did.</summary>
/// <param name="Labeller">Who.</param>
/// <param name="Images">How many images they labelled.</param>
/// <param name="CannotTell">Of how many they said "I cannot tell", which counts as an error.</param>
/// <param name="Error">Their error, in the terms of the ladder: 1 less the task's main figure, or the figure itself where less is better. Null where it is
/// not defined, as where all levels are one.</param>
/// <param name="Seconds">The median time they took for an image; null where it is not known.</param>
public sealed record LabellerScore(string Labeller, int Images, int CannotTell, Interval? Error, double? Seconds);

/// <summary>How much two people agree on the images that both labelled.</summary>
/// <param name="First">One of them.</param>
/// <param name="Second">The other.</param>
/// <param name="Figure">The share of images that both gave the same label, with Wilson's interval; of numbers the mean distance of the two. Null where
/// no image was labelled by both.</param>
public sealed record LabellerAgreement(string First, string Second, Interval? Figure);
