using TransferKit.Tasks;

namespace TransferKit.Training.Heads;

/// <summary>How a task's numbers are standardised for training; other labels stay as they are.</summary>
/// <param name="Mean">The mean of the training rows, in the user's units, or their logarithms'.</param>
/// <param name="Deviation">Their standard deviation; a thousandth of them where they are all equal, so that what a head starts with does not show.</param>
internal readonly record struct TargetScale(double Mean, double Deviation)
{
    private const double OfConstant = 1e-3;

    /// <summary>The scale of a task's training rows.</summary>
    public static TargetScale Of(TaskRows task, IReadOnlyList<int> rows)
    {
        if (task.Task.Kind != TaskKind.Regression)
        {
            return new(0, 1);
        }

        var mean = rows.Average(row => task.Task.Target(task.Labels[row]!.Value));
        var deviation = Math.Sqrt(rows.Average(row => Math.Pow(task.Task.Target(task.Labels[row]!.Value) - mean, 2)));
        return new(mean, deviation > 0 ? deviation : OfConstant * (mean == 0 ? 1 : Math.Abs(mean)));
    }

    /// <summary>The labels of all rows, standardised; NaN where a label is missing.</summary>
    public double[] Labels(TaskRows task)
    {
        var (mean, deviation) = this;
        return [.. task.Labels.Select(label => label is { } value ? (task.Task.Target(value) - mean) / deviation : double.NaN)];
    }
}
