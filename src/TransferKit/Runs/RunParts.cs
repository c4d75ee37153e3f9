using TransferKit.Datasets;
using TransferKit.Evaluation;

namespace TransferKit.Runs;

/// <summary>A figure of a run.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Part"><c>train</c>, <c>train-dev</c>, <c>dev</c>, <c>test</c> or <c>cv</c> (all held-out images of the folds).</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Value">The figure.</param>
public sealed record RunFigure(string Task, string Part, string Metric, Interval Value);

/// <summary>An image of a run.</summary>
/// <param name="Name">Its name, relative to the data's root.</param>
/// <param name="Path">The file, absolute.</param>
/// <param name="Content">The digest of its bytes, in hexadecimal.</param>
/// <param name="Part">The part of the split that it is in, or null for none.</param>
/// <param name="Source">Where its distribution comes from, or null.</param>
/// <param name="Group">The images that it stays together with, or null.</param>
/// <param name="Hash">Its 64-bit difference hash.</param>
/// <param name="Labels">Its labels, in the order of the tasks; null where missing.</param>
public sealed record RunImage(
    string Name, string Path, string Content, SplitName? Part, string? Source, string? Group, ulong Hash, IReadOnlyList<double?> Labels);

/// <summary>How well people do at a task, which stands in for the least error that is possible.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Error">Their error: the share of wrong answers, or the mean error in the task's units.</param>
/// <param name="N">The images that it was measured on.</param>
public sealed record HumanLevel(string Task, double Error, int N)
{
    /// <summary>The error with its interval; null where the error alone is known.</summary>
    /// <value>Default null.</value>
    public Interval? Interval { get; init; }

    /// <summary>Whose level it is, such as <c>the majority of 3 labellers</c>; null where that is not known.</summary>
    /// <value>Default null.</value>
    public string? Whose { get; init; }
}
