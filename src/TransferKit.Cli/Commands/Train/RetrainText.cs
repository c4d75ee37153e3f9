using TransferKit.Training;

namespace TransferKit.Cli.Commands.Train;

/// <summary>How <c>--retrain</c> is written.</summary>
internal static class RetrainText
{
    /// <summary>Reads a mode.</summary>
    /// <exception cref="FormatException">It is unknown, or this version does not train stages of the backbone yet.</exception>
    public static Retrain Parse(string text) => text switch
    {
        "head" => Retrain.HeadOnly,
        "all" or "auto" => throw NotYet(text),
        _ when text.StartsWith("last:", StringComparison.Ordinal) || text.StartsWith("from:", StringComparison.Ordinal) => throw NotYet(text),
        _ => throw new FormatException($"'--retrain' is '{text}'; allowed: head."),
    };

    private static FormatException NotYet(string text) =>
        new($"'--retrain' is '{text}', but this version retrains the head only and leaves the backbone as it is; allowed: head.");
}
