using System.Globalization;
using TransferKit.Training;

namespace TransferKit.Cli.Commands.Train;

/// <summary>How <c>--retrain</c> is written.</summary>
internal static class RetrainText
{
    /// <summary>Reads a mode; whether the backbone has such stages is told when it is loaded.</summary>
    /// <exception cref="FormatException">It is unknown.</exception>
    public static Retrain Parse(string text) => TryParse(text) ?? throw new FormatException(
        $"'--retrain' is '{text}'; allowed: head, last:N for the last N stages, from:STAGE, all, or auto ('transferkit inspect' lists the stages).");

    /// <summary>Reads a mode; null where it is unknown.</summary>
    public static Retrain? TryParse(string text) => text.Split(':', 2) switch
    {
        ["head"] => Retrain.HeadOnly,
        ["all"] => Retrain.All,
        ["auto"] => Retrain.Auto(),
        ["last", var count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var stages) && stages > 0 => Retrain.LastStages(stages),
        ["from", { Length: > 0 } stage] => Retrain.From(stage),
        _ => null,
    };
}
