using TransferKit.Artifacts;
using TransferKit.Evaluation;
using TransferKit.Imaging;
using TransferKit.Tasks.Contracts;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>What a contract only wants to be good enough.</summary>
internal static class Limits
{
    private const int WarmUps = 3;
    private const int Predictions = 20;

    /// <summary>Checks, before any work, that every figure that is limited will be measured.</summary>
    /// <exception cref="InvalidContractException">One will not.</exception>
    public static void RequireKnown(MetricContract? contract, IEnumerable<TaskFigures> tasks)
    {
        if (contract is { Terms.Limits.Count: > 0 })
        {
            contract.RequireLimits(tasks.ToDictionary(task => task.Name, task => (task.Metrics, task.Classes)));
        }
    }

    /// <summary>What came of each limit.</summary>
    /// <param name="contract">The contract, or null.</param>
    /// <param name="tasks">The figures.</param>
    /// <param name="model">The model's file.</param>
    /// <param name="threads">The threads that predictions are timed on.</param>
    /// <param name="time">The clock.</param>
    public static IReadOnlyList<LimitResult> Check(MetricContract? contract, IReadOnlyList<TaskFigures> tasks, string model, int threads, TimeProvider time) =>
        [.. (contract?.Terms.Limits ?? []).Select(Limit.Parse).Select(limit => limit switch
        {
            { IsOfModel: true, Figure: Limit.Bytes } => limit.Check(new FileInfo(model).Length),
            { IsOfModel: true } => limit.Check(Latency(model, threads, time)),
            _ => limit.Check(Figure(limit, tasks.Single(task => task.Name == limit.Task))),
        })];

    /// <summary>A line a limit.</summary>
    public static IEnumerable<string> Describe(IReadOnlyList<LimitResult> results) => results.Select(result =>
        FormattableString.Invariant($"{result.Limit} {result.Outcome}{(result.Measured is { } figure ? $": {figure}" : result.Number is { } number ? $": {number:#,0.###}" : "")}"));

    private static Interval? Figure(Limit limit, TaskFigures task) => limit.Class is null
        ? task.Final?[limit.Figure]
        : (task.Final as ClassificationEvaluation)?.Recall[task.Classes.ToList().IndexOf(limit.Class)];

    /// <summary>Milliseconds an image: the median of single predictions on pixels of the model's size, so without reading and decoding a file.</summary>
    private static double Latency(string file, int threads, TimeProvider time)
    {
        using var model = Predictor.Load(file, new() { Threads = threads });
        var image = new RgbImage(model.Metadata.Input.Width, model.Metadata.Input.Height, new byte[model.Metadata.Input.Width * model.Metadata.Input.Height * RgbImage.Channels]);
        var measured = Enumerable.Range(0, WarmUps + Predictions).Select(_ =>
        {
            var started = time.GetTimestamp();
            model.Predict(image);
            return time.GetElapsedTime(started).TotalMilliseconds;
        }).ToArray();
        double[] sorted = [.. measured[WarmUps..].Order()];
        return (sorted[(Predictions - 1) / 2] + sorted[Predictions / 2]) / 2;
    }
}

/// <summary>What came of a limit.</summary>
/// <param name="Limit">The limit as it is written.</param>
/// <param name="Outcome"><c>met</c>, <c>not met</c>, <c>not distinguishable</c> or <c>not measured</c>.</param>
/// <param name="Measured">The figure with its interval; null for limits of the model.</param>
/// <param name="Number">Bytes or milliseconds; null for figures.</param>
internal sealed record LimitDocument(string Limit, string Outcome, Interval? Measured, double? Number)
{
    /// <summary>The documents of results; null where there are none.</summary>
    public static IReadOnlyList<LimitDocument>? Of(IReadOnlyList<LimitResult> results) =>
        results.Count == 0 ? null : [.. results.Select(result => new LimitDocument(result.Limit, result.Outcome, result.Measured, result.Number))];
}
