using TransferKit.Datasets;
using TransferKit.Training.Weighting;

namespace TransferKit.Training.Comparisons;

/// <summary>
/// The mean cosine, over the steps of a training, of the angle between the gradients of two tasks on the stages that they share: above 0 a step
/// for one task helps the other, below 0 they pull against each other (Du et al. 2018, https://arxiv.org/abs/1812.02224).
/// </summary>
/// <param name="Tasks">The names of the tasks.</param>
/// <param name="Cosines">The mean cosine of each two of them, [task][other task], -1 to 1; NaN where no step had labels of both.</param>
public sealed record TaskAffinity(IReadOnlyList<string> Tasks, IReadOnlyList<IReadOnlyList<double>> Cosines)
{
    /// <summary>That of the first arm whose runs measured it.</summary>
    internal static TaskAffinity? Of(IReadOnlyList<ComparisonArm> arms, IReadOnlyList<IReadOnlyList<ArmRun>> runs, ImageDataset dataset)
    {
        var measured = arms.Zip(runs).FirstOrDefault(arm => arm.Second.Any(run => run.Affinity.Count > 0));
        if (measured.First is null)
        {
            return null;
        }

        string[] tasks = [.. dataset.Tasks.Where(measured.First.Trains).Select(task => task.Name)];
        var (sums, steps) = AffinityMeter.Add(measured.Second.Select(run => run.Affinity), tasks.Length);
        return new(tasks, [.. Enumerable.Range(0, tasks.Length).Select(i => Enumerable.Range(0, tasks.Length)
            .Select(j => sums[(i * tasks.Length) + j] / steps[(i * tasks.Length) + j]).ToArray())]);
    }
}
