using TransferKit.Backbones;
using TransferKit.Cli.Commands.Train;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>How <c>--arms</c> is written.</summary>
internal static class ArmsText
{
    /// <summary>All of a small network of random weights: what transfer is compared with.</summary>
    public const string Scratch = "scratch";

    /// <summary>What <c>--transfer</c> compares.</summary>
    public static IReadOnlyList<ComparisonArm> Transfer { get; } = [new(Scratch, Retrain.All), Retrain.HeadOnly, Retrain.LastStages(1), Retrain.LastStages(2), Retrain.All];

    /// <summary>Reads a list of arms; whether the backbone has such stages is told when it is loaded.</summary>
    /// <exception cref="FormatException">One is unknown, or there is one only.</exception>
    public static IReadOnlyList<ComparisonArm> Parse(string text)
    {
        var arms = text.Split(',', StringSplitOptions.TrimEntries);
        return arms.Length > 1
            ? [.. arms.Select(Arm)]
            : throw new FormatException($"'--arms' is '{text}'; allowed: two or more of {Allowed}, with commas between them.");
    }

    /// <summary>Gives the arm <c>scratch</c> its network.</summary>
    public static ComparisonArm WithNetwork(ComparisonArm arm) => arm.Name == Scratch ? arm with { Backbone = Backbone.Scratch() } : arm;

    private static ComparisonArm Arm(string text) =>
        text == Scratch ? new ComparisonArm(Scratch, Retrain.All)
        : RetrainText.TryParse(text) is { } retrain ? retrain
        : throw new FormatException($"'--arms' names '{text}'; allowed: {Allowed} ('transferkit inspect' lists the stages).");

    private const string Allowed = "scratch, head, last:N for the last N stages, from:STAGE, all, auto";
}
