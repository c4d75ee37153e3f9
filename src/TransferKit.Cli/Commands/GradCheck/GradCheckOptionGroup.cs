using System.CommandLine;
using TransferKit.Cli.Parsing;
using TransferKit.Graphs.Gradients.Verification;

namespace TransferKit.Cli.Commands.GradCheck;

/// <summary>The options of <c>gradcheck</c>.</summary>
internal sealed class GradCheckOptionGroup() : OptionGroup("Checking")
{
    private static readonly GradientVerificationOptions Standard = new();

    private readonly Option<string> _from = CliOptions.RequiredText(
        "--from", "STAGE", "The first stage that would be trained, as 'transferkit inspect' names it.");

    private readonly Option<double?> _tolerance = CliOptions.Number(
        "--tolerance", "The largest error that is allowed in float64", 1e-15, 1, Standard.Tolerance);

    private readonly Option<double?> _toleranceFloat32 = CliOptions.Number(
        "--tolerance-float32", "The largest error that is allowed of the float32 gradients that are trained with", 1e-15, 1, Standard.ToleranceFloat32);

    private readonly Option<int?> _samples = CliOptions.Whole(
        "--samples", "Entries of each tensor that are checked, beside one direction of all of it", 1, 1_000_000, Standard.Samples);

    private readonly Option<int?> _seed = CliOptions.Whole("--seed", "Seeds entries, directions and loss", int.MinValue, int.MaxValue, Standard.Seed);

    private readonly Option<int?> _threads = CliOptions.Whole("--threads", "Threads; without it, the machine's processors", 1, 1_024);

    public override IReadOnlyList<Option> Options => [_from, _tolerance, _toleranceFloat32, _samples, _seed, _threads];

    /// <summary>What was asked for.</summary>
    public GradCheckOptions Read(ParseResult parsed, string model) => new(model, parsed.GetRequiredValue(_from), new()
    {
        Tolerance = parsed.GetValue(_tolerance)!.Value,
        ToleranceFloat32 = parsed.GetValue(_toleranceFloat32)!.Value,
        Samples = parsed.GetValue(_samples)!.Value,
        Seed = parsed.GetValue(_seed)!.Value,
        Threads = parsed.GetValue(_threads) ?? Environment.ProcessorCount,
    });
}
