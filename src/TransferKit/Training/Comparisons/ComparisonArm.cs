using TransferKit.Backbones;
using TransferKit.Tasks;

namespace TransferKit.Training.Comparisons;

/// <summary>One way of training among those that are compared.</summary>
/// <param name="Name">What it is called, such as <c>last:2</c>.</param>
/// <param name="Retrain">How much of the backbone is trained again.</param>
public sealed record ComparisonArm(string Name, Retrain Retrain)
{
    /// <summary>A backbone of its own, such as <see cref="Backbone.Scratch"/>, whose random weights are drawn anew for each seed.</summary>
    /// <value>Default null: that of the comparison.</value>
    public Backbone? Backbone { get; init; }

    /// <summary>The names of the tasks that it trains.</summary>
    /// <value>Default null: all of them.</value>
    public IReadOnlyList<string>? Tasks { get; init; }

    /// <summary>The widths of the adapters of single tasks (<see cref="FineTuneOptions.OwnAdapters"/>).</summary>
    /// <value>Default null: those of the training that is compared.</value>
    public IReadOnlyDictionary<string, int>? OwnAdapters { get; init; }

    /// <summary>Whether it trains a task.</summary>
    internal bool Trains(LearningTask task) => Tasks?.Contains(task.Name) ?? true;

    /// <summary>An arm that is called as its mode is.</summary>
    public static implicit operator ComparisonArm(Retrain retrain) => new(retrain.Mode, retrain);
}
