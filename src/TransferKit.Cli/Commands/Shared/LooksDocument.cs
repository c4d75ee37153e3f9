using TransferKit.Evaluation;
using TransferKit.Runs;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>How often dev and test have been looked at.</summary>
/// <param name="Dev">Looks at dev.</param>
/// <param name="Test">Looks at test.</param>
/// <param name="DevOptimism">By how much the best of them may flatter the first task's main figure; null where dev was not measured.</param>
/// <param name="TestOptimism">The same of test.</param>
internal sealed record LooksDocument(int Dev, int Test, double? DevOptimism, double? TestOptimism)
{
    /// <summary>The document of counts, beside the figures that they flatter.</summary>
    public static LooksDocument Of(LookCounts looks, IReadOnlyList<TaskFigures> tasks)
    {
        double? Optimism(int count, TaskEvaluation? part) =>
            count > 0 && part?[tasks[0].Metric] is { } figure ? LookOptimism.Of(count, figure) : null;
        return new(looks.Dev, looks.Test, Optimism(looks.Dev, tasks.FirstOrDefault()?.Dev), Optimism(looks.Test, tasks.FirstOrDefault()?.Test));
    }
}
