using MathNet.Numerics.Statistics;
using TransferKit.Evaluation;
using TransferKit.Runs;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Distributions;

/// <summary>How labels differ between parts: the share of every class or label, or the numbers as a whole.</summary>
internal static class LabelDrift
{
    /// <summary>Every label of every task, p not adjusted yet.</summary>
    public static IEnumerable<LabelDifference> Of(RunRecord run, ComparedParts pair) => run.Tasks.SelectMany((task, place) =>
    {
        double[] from = Labels(pair.From, place), to = Labels(pair.To, place);
        return from.Length == 0 || to.Length == 0 ? []
            : task.Kind is TaskKind.Regression or TaskKind.Box ? Number(task, from, to)
            : task.Classes.Select((name, index) => Share(task, name, Has(task, index), from, to));
        double[] Labels(int[] images, int column) => [.. images.Select(image => run.Images[image].Labels[column]).OfType<double>()
            .Select(label => run.Tasks[column].Kind == TaskKind.Box ? BoxLabel.Read(label).Area : label)];
    });

    private static Func<double, bool> Has(RunTask task, int index) =>
        task.Kind == TaskKind.MultiLabel ? label => LabelSet.Contains(label, index) : label => (int)label == index;

    private static LabelDifference Share(RunTask task, string name, Func<double, bool> has, double[] from, double[] to)
    {
        var (before, after) = (Proportion.Of(from.Count(has), from.Length)!.Value, Proportion.Of(to.Count(has), to.Length)!.Value);
        double[] Ones(double[] labels) => [.. labels.Select(label => has(label) ? 1.0 : 0)];
        return new(task.Name, name, before.Value, after.Value, Independent.Difference(after, before), Superiority.PValue(Ones(from), Ones(to)));
    }

    private static IEnumerable<LabelDifference> Number(RunTask task, double[] from, double[] to) => Superiority.Of(from, to) is not { } larger ? [] :
    [
        new(task.Name, null, from.Median(), to.Median(), larger with { Value = larger.Value - 0.5, Low = larger.Low - 0.5, High = larger.High - 0.5 }, Superiority.PValue(from, to)),
    ];
}
