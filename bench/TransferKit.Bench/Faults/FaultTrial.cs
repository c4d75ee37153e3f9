using TransferKit.Backbones;
using TransferKit.Evaluation;
using TransferKit.Strategy;
using TransferKit.Training;

namespace TransferKit.Bench.Faults;

/// <summary>What the diagnosis said of a planted fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Seed">Of the draw, the fault, the split and the training.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Noise">The share of wrong labels that was found.</param>
/// <param name="Planted">The share that was planted.</param>
/// <param name="Gaps">The gaps that were found.</param>
/// <param name="LabelErrors">What the lists of suspected labels found; null where no label was made wrong.</param>
internal sealed record FaultTrial(
    PlantedFault Fault, int Seed, string Verdict, Interval? Noise, double Planted, IReadOnlyList<LadderGap> Gaps, LabelErrorFigures? LabelErrors)
{
    // People are taken to err once in a hundred images that were looked at.
    private const double HumanError = 0.01;
    private const int HumanImages = 100;

    /// <summary>Whether the verdict is the right one.</summary>
    public bool IsRight => Verdict == Fault.Expected;

    /// <summary>Whether wrong labels were not told from none, and the interval holds the share that was planted: no verdict was due.</summary>
    public bool IsOpen => !IsRight && Fault.Expected == Diagnosis.NoiseVerdict && Noise is { Low: <= 0 } share && share.High >= Planted;

    /// <summary>Plants a fault, trains and diagnoses.</summary>
    public static async Task<FaultTrial> RunAsync(
        PlantedFault fault, Backbone backbone, Planted planted, double leastGap, CancellationToken cancellationToken)
    {
        var dataset = planted.Samples.ToDataset();
        var run = await TransferTrainer.FineTuneAsync(backbone, dataset.Split(planted.Options.Seed), planted.Options, null, cancellationToken);
        var record = run.ToRecord();
        var diagnosis = Diagnosis.Of(record, new() { LeastGap = leastGap, Human = [new(record.Tasks[0].Name, HumanError, HumanImages)] });
        var trial = new FaultTrial(
            fault, planted.Options.Seed, diagnosis.Verdict, diagnosis.Noise?.Share, planted.WrongLabels.Count / (double)planted.Samples.Samples.Count, diagnosis.Ladder.Gaps,
            planted.WrongLabels.Count > 0 ? LabelErrorFigures.Of(record, planted.WrongLabels) : null);
        Console.Error.WriteLine(trial.Line(diagnosis));
        return trial;
    }

    private string Line(Diagnosis diagnosis) => FormattableString.Invariant($"{Fault.Name,-10} seed {Seed,2}: {Verdict,-15} noise {Text(Noise)}; ")
        + string.Join(", ", diagnosis.Ladder.Gaps.Select(gap => $"{gap.Gap.ToText()} {Text(gap.Difference)}"));

    private static string Text(Interval? interval) =>
        interval is { } value ? FormattableString.Invariant($"{value.Value:0.000} [{value.Low:0.000}, {value.High:0.000}]") : "-";
}
