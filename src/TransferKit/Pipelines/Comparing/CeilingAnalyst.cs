using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Training.Comparisons;

namespace TransferKit.Pipelines.Comparing;

/// <summary>Replaces steps by the truth and counts which of them fails first.</summary>
/// <param name="pipeline">The steps.</param>
/// <param name="dataset">The data.</param>
/// <param name="trials">The pipeline's trials, seed by seed.</param>
/// <param name="rows">The images that are compared.</param>
/// <param name="bootstrap">How intervals are made.</param>
internal sealed class CeilingAnalyst(Pipeline pipeline, ImageDataset dataset, IReadOnlyList<PipelineTrial> trials, HeldOutRows rows, BootstrapOptions bootstrap)
{
    private readonly SizeTrials _outputs = new(0, pipeline, dataset);
    private readonly int _last = pipeline.Steps.Count - 1;

    /// <summary>Analyses.</summary>
    /// <param name="sets">The sets of steps that the trials replaced.</param>
    /// <param name="learned">How much better the answer is where later steps learned from the truth of earlier ones and were given it; null where that
    /// cannot be told from nothing.</param>
    public CeilingAnalysis Analyse(IReadOnlyList<uint> sets, Interval? learned)
    {
        var names = sets.Select(set => set.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var (arms, pairs) = new TaskComparison(
            pipeline.Answer, rows, names, [.. sets.Select(set => trials.Select(trial => _outputs.Outputs(trial, _last, set, out _)).ToList())], bootstrap).Measure();
        int[] known = [.. pipeline.Steps.Index().Where(step => step.Item.Truth is not null).Select(step => step.Index)];
        CeilingRow Row(int step, uint before, uint after)
        {
            var pair = pairs.First(pair => (pair.First, pair.Second) == (Name(before), Name(after)) || (pair.First, pair.Second) == (Name(after), Name(before)));
            var sign = (pair.First == Name(after) ? 1 : -1) * (pipeline.Answer.MainMetric.HigherIsBetter ? 1 : -1);
            var gain = pair.Difference is not { Value: var value } ? (Interval?)null
                : sign > 0 ? value : value with { Value = -value.Value, Low = -value.High, High = -value.Low };
            return new(
                pipeline.Steps[step].Name, arms.First(arm => arm.Arm == Name(after)).Value, gain, gain is { } found && (found.Low > 0 || found.High < 0), Spoiled(before, after));
        }

        var together = known.Select((step, place) => Row(step, Set(known.Take(place)), Set(known.Take(place + 1)))).ToArray();
        var alone = known.Select(step => Row(step, 0, 1u << step)).ToArray();
        var failures = Failures(known);
        return new(arms.First(arm => arm.Arm == Name(0)).Value, together, alone, failures, Advice(alone, failures, learned));
        static string Name(uint set) => set.ToString(System.Globalization.CultureInfo.InvariantCulture);
        static uint Set(IEnumerable<int> steps) => steps.Aggregate(0u, (set, step) => set | (1u << step));
    }

    private int Spoiled(uint before, uint after) => trials.Sum(trial =>
    {
        var right = RightAnswers(trial, before);
        return RightAnswers(trial, after).Count(row => !row.Value && right[row.Key]);
    });

    private Dictionary<int, bool> RightAnswers(PipelineTrial trial, uint replaced) => Right(trial, _last, replaced);

    /// <summary>Whether a step is right about each held-out image with a label of its truth.</summary>
    private Dictionary<int, bool> Right(PipelineTrial trial, int step, uint replaced)
    {
        var task = dataset.Tasks.ToList().IndexOf(pipeline.Steps[step].Truth!);
        return trial.Answers(step, replaced).Where(answer => dataset.Samples[answer.Row].Labels[task] is not null)
            .ToDictionary(answer => answer.Row, answer => StepTruth.IsRight(pipeline.Steps[step], answer.Numbers, dataset.Samples[answer.Row].Labels[task]!.Value));
    }

    private StepFailures[] Failures(int[] known)
    {
        // The rows of an image are one group, whatever its seed.
        var perSeed = trials.Select(trial => known.Select(step => Right(trial, step, 0)).ToArray()).ToArray();
        var answers = trials.SelectMany((trial, seed) => perSeed[seed][^1].Select(row => (Seed: seed, row.Key, IsRight: row.Value))).ToArray();
        int First((int Seed, int Row, bool IsRight) answer) => answer.IsRight ? -1
            : Array.FindIndex(perSeed[answer.Seed], step => step.TryGetValue(answer.Row, out var right) && !right);
        int[] first = [.. answers.Select(First)];
        var groups = new RowGroups([.. answers.Select(answer => GroupOf(answer.Key))]);
        return [.. known.Select((step, place) =>
        {
            var own = perSeed.SelectMany(seed => seed[place]).ToArray();
            return new StepFailures(
                pipeline.Steps[step].Name, Proportion.Of([.. own.Select(row => row.Value)], new RowGroups([.. own.Select(row => GroupOf(row.Key))])),
                Proportion.Of([.. first.Select(failed => failed == place)], groups), pipeline.Steps[step].Human);
        })];
    }

    private string? GroupOf(int row) => dataset.Samples[row].Group is { } group ? $"group {group}" : trials.Count == 1 ? null : FormattableString.Invariant($"image {row}");

    /// <summary>
    /// The step whose truth gains most, if that is certain, and people are better at it than it is. Later steps that have learned to live with an earlier one's
    /// errors gain little from its truth; what they would gain had they learned from it counts too.
    /// </summary>
    private static string Advice(CeilingRow[] alone, StepFailures[] failures, Interval? learned)
    {
        var (last, earlier) = (failures[^1], failures.SkipLast(1).Where(step => step is not { Human: { } human, Right: { } right } || human.High > right.Value).ToArray());
        var gains = alone.Where(row => row is { IsDistinguishable: true, Gain.Value: > 0 } && earlier.Any(step => step.Step == row.Step))
            .Select(row => (row.Step, Gain: row.Gain!.Value, Text: $"if it were always right, the answer would gain {row.Gain}")).ToList();
        if (learned is { } more && earlier.MaxBy(step => step.FirstToFail?.Value ?? 0) is { } first)
        {
            gains.Add((first.Step, more, $"if the steps before '{last.Step}' were always right and it had learned from that, the answer would gain {more}"));
        }

        // The last step's own truth is the answer itself; it can gain what it is the first to lose.
        return gains.Count == 0 ? $"Work on '{last.Step}': no earlier step, were it always right, would gain anything that can be told from nothing."
            : gains.MaxBy(gain => gain.Gain.Value) is var best && best.Gain.Value >= (last.FirstToFail?.Value ?? 0) ? $"Work on '{best.Step}': {best.Text}."
            : $"Work on '{last.Step}': it is the first to fail on {last.FirstToFail} of the images; of '{best.Step}', {best.Text}.";
    }
}
