using System.Text.Json;
using TransferKit.Evaluation;
using TransferKit.Strategy;

namespace TransferKit.Bench.Faults;

/// <summary>The trials of all faults, summed up.</summary>
internal static class FaultTable
{
    /// <summary>The tables as people read them.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<FaultTrial> trials, bool labelErrors)
    {
        yield return "| case | expected | runs | right | other verdicts | not distinguishable, interval holds it |";
        yield return "|---|---|---|---|---|---|";
        foreach (var group in trials.GroupBy(trial => trial.Fault))
        {
            FaultTrial[] all = [.. group];
            yield return $"| {group.Key.Name} | {group.Key.Expected ?? "any"} | {all.Length} | {(group.Key.Expected is null ? "-" : Right(all))} | {Others(all)} | "
                + $"{(group.Key.Expected == Diagnosis.NoiseVerdict ? all.Count(trial => trial.IsOpen) : "-")} |";
        }

        if (!labelErrors)
        {
            yield break;
        }

        yield return "";
        yield return "| case | list | precision | recall | of the first k |";
        yield return "|---|---|---|---|---|";
        foreach (var group in trials.Where(trial => trial.LabelErrors is not null).GroupBy(trial => trial.Fault))
        {
            yield return Row(group.Key, "ours", [.. group.Select(trial => trial.LabelErrors!.Ours)]);
            yield return Row(group.Key, "confident learning", [.. group.Select(trial => trial.LabelErrors!.Confident)]);
            ListFigures[] gain = [.. group.Select(trial => trial.LabelErrors!).Select(both => new ListFigures(
                both.Ours.Precision - both.Confident.Precision, both.Ours.Recall - both.Confident.Recall, both.Ours.TopK - both.Confident.TopK))];
            yield return Row(group.Key, "ours less theirs", gain);
        }
    }

    /// <summary>The trials one by one, for machines.</summary>
    public static string Json(IReadOnlyList<FaultTrial> trials) => JsonSerializer.Serialize(trials.Select(trial => new
    {
        fault = trial.Fault.Name,
        expected = trial.Fault.Expected,
        seed = trial.Seed,
        verdict = trial.Verdict,
        planted = trial.Planted,
        noise = trial.Noise,
        gaps = trial.Gaps.ToDictionary(gap => gap.Gap.ToText(), gap => gap.Difference),
        labelErrors = trial.LabelErrors,
    }));

    private static string Right(FaultTrial[] trials)
    {
        var share = Proportion.Of(trials.Count(trial => trial.IsRight), trials.Length)!.Value;
        return FormattableString.Invariant($"{trials.Count(trial => trial.IsRight)}: {share.Value:0.00} [{share.Low:0.00}, {share.High:0.00}]");
    }

    private static string Others(FaultTrial[] trials)
    {
        var others = trials.Where(trial => !trial.IsRight).CountBy(trial => trial.Verdict).OrderByDescending(count => count.Value).ToArray();
        return others.Length == 0 ? "-" : string.Join(", ", others.Select(count => $"{count.Value} {count.Key}"));
    }

    private static string Row(PlantedFault fault, string list, ListFigures[] figures) =>
        $"| {fault.Name} | {list} | {Mean(figures, row => row.Precision)} | {Mean(figures, row => row.Recall)} | {Mean(figures, row => row.TopK)} |";

    /// <summary>The mean over seeds with Student's interval.</summary>
    private static string Mean(ListFigures[] figures, Func<ListFigures, double> value)
    {
        var mean = figures.Average(value);
        if (figures.Length < 2)
        {
            return FormattableString.Invariant($"{mean:0.00}");
        }

        var error = Math.Sqrt(figures.Sum(row => Math.Pow(value(row) - mean, 2)) / (figures.Length - 1) / figures.Length);
        var half = Quantiles.TwoSidedStudent(0.95, figures.Length - 1) * error;
        return FormattableString.Invariant($"{mean:0.00} [{mean - half:0.00}, {mean + half:0.00}]");
    }
}
