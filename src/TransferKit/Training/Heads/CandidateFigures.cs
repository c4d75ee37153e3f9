namespace TransferKit.Training.Heads;

/// <summary>What candidates reached on one task's held-out rows, the same for all of them.</summary>
/// <param name="Losses">The mean loss of each.</param>
/// <param name="Errors">The error of each by the metric that the task names, NaN where it is not defined; null where the task names none.</param>
internal sealed record CandidateFigures(IReadOnlyList<double> Losses, IReadOnlyList<double>? Errors)
{
    private IReadOnlyList<double>? Known => Errors?.Any(double.IsFinite) == true ? Errors : null;

    /// <summary>The candidate to take. Where no task names a metric it has the least sum of losses. Else it has the least sum of errors, each relative to
    /// the mean error of all candidates at its task, for metrics have units of their own (a task without a metric brings its loss in the same
    /// way); of equal ones it has the least sum of losses; of equal ones still it is the first.</summary>
    /// <param name="tasks">The figures of each task, over the same candidates.</param>
    public static int Best(IReadOnlyList<CandidateFigures> tasks)
    {
        var candidates = Enumerable.Range(0, tasks[0].Losses.Count);
        double Loss(int candidate) => tasks.Sum(task => task.Losses[candidate]);
        return tasks.All(task => task.Known is null)
            ? candidates.MinBy(Loss)
            : candidates.MinBy(candidate => (tasks.Sum(task => task.Relative(candidate)), Loss(candidate)));
    }

    private double Relative(int candidate)
    {
        var figures = Known ?? Losses;
        var mean = figures.Where(double.IsFinite).Average();
        return double.IsNaN(figures[candidate]) ? double.PositiveInfinity : mean > 0 ? figures[candidate] / mean : figures[candidate];
    }
}
