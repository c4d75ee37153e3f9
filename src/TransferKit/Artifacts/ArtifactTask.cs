using System.Text.Json.Serialization;
using TransferKit.Evaluation;
using TransferKit.Features;
using TransferKit.Tasks;

namespace TransferKit.Artifacts;

/// <summary>A task as a model file describes it; its output has its name.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Kind">What kind of answer it gives.</param>
/// <param name="Column">The label's column in the data it was trained on.</param>
/// <param name="Classes">The classes, labels or levels in the order of the output's columns; empty for regression.</param>
public sealed record ArtifactTask(string Name, TaskKind Kind, string Column, IReadOnlyList<string> Classes)
{
    /// <summary>Multi-label: the probability from which each label is said to apply.</summary>
    /// <value>Null for other kinds, and where it is one half each.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Thresholds { get; init; }

    /// <summary>Regression: whether the logarithm was learned; the output is in the user's units all the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LogScale { get; init; }

    /// <summary>The metric that its training was to optimise.</summary>
    /// <value>Null for the first of its kind.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Metric { get; init; }

    /// <summary>Classification: what wrong answers cost, a row for each class that it is, in it a cost for each class that is said.</summary>
    /// <value>Null where nothing is said of it, and the likeliest class is the answer.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<double>>? Costs { get; init; }

    /// <summary>The same, to decide by.</summary>
    internal CostMatrix? CostMatrix => Costs is null ? null : new(Classes, Costs);

    /// <summary>Box: the maps that its head reads, each as its first feature, its rows, its columns and its channels.</summary>
    /// <value>Null for other kinds.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<int>>? Maps { get; init; }

    /// <summary>The cells that its head reads; null where there are none.</summary>
    internal GridFeatures? Grid => Maps is null ? null : new([.. Maps.Select(map => new GridMap(map[0], map[1], map[2], map[3]))]);

    /// <summary>The probability from which a label is said to apply.</summary>
    internal double Threshold(int label) => Thresholds is { Count: > 0 } own ? own[label] : 0.5;
}
