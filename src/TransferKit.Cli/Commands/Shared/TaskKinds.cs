using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>What each kind of task is called, and the figure that sums it up.</summary>
internal static class TaskKinds
{
    /// <summary>The kind's name on the command line and in JSON.</summary>
    public static string Name(TaskKind kind) => kind == TaskKind.Classification ? "class" : "regression";

    /// <summary>The metric that is shown first.</summary>
    public static string MainMetric(TaskKind kind) => kind == TaskKind.Classification ? "accuracy" : "mae";
}
