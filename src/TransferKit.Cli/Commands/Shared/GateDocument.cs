using TransferKit.Evaluation;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>What came of a gate.</summary>
internal sealed record GateDocument(string Gate, bool Met, string Found)
{
    /// <summary>The document of a gate's result.</summary>
    public static GateDocument Of(GateResult result) => new(result.Gate.ToString(), result.Met, result.Text);
}
