namespace TransferKit.Training.Schedules;

/// <summary>The factor on the learning rate at each step.</summary>
internal static class Schedule
{
    private const double WarmUpShare = 0.3;
    private const double FirstFactor = 1.0 / 25;

    /// <summary>The factor, in [0, 1].</summary>
    /// <param name="kind">The schedule.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">All steps of the training, at least 1.</param>
    public static double Factor(ScheduleKind kind, int step, int steps)
    {
        var progress = (double)step / steps;
        return kind switch
        {
            ScheduleKind.Cosine => Falling(progress),
            ScheduleKind.OneCycle when progress < WarmUpShare =>
                FirstFactor + ((1 - FirstFactor) * (1 - Falling(progress / WarmUpShare))),
            ScheduleKind.OneCycle => Falling((progress - WarmUpShare) / (1 - WarmUpShare)),
            ScheduleKind.Constant => 1,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    private static double Falling(double progress) => (1 + Math.Cos(Math.PI * progress)) / 2;
}
