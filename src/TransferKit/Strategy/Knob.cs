using TransferKit.Evaluation;

namespace TransferKit.Strategy;

/// <summary>An option of training and the gaps that it moves. One that moves several is a knob to be turned with care: what it does to one gap
/// cannot be told from what it does to the other.</summary>
/// <param name="Option">Its name on the command line, without the dashes.</param>
/// <param name="Gaps">The gaps it moves; none for one that changes what is measured, or nothing.</param>
public sealed record Knob(string Option, params IReadOnlyList<Gap> Gaps)
{
    /// <summary>Whether it moves several gaps at once, as early stopping does.</summary>
    public bool MovesSeveral => Gaps.Count > 1;

    /// <summary>Every option of training.</summary>
    public static IReadOnlyList<Knob> All { get; } =
    [
        new("data", Gap.Variance, Gap.Mismatch),
        new("target", Gap.Mismatch),
        new("backbone", Gap.AvoidableBias, Gap.Mismatch),
        new("input-size", Gap.AvoidableBias),
        new("retrain", Gap.AvoidableBias),
        new("head", Gap.AvoidableBias),
        new("head-on", Gap.AvoidableBias),
        new("adapter", Gap.AvoidableBias),
        new("own-adapter", Gap.AvoidableBias),
        new("batch-norm", Gap.AvoidableBias),
        new("stage-norm", Gap.AvoidableBias, Gap.Mismatch),
        new("epochs", Gap.AvoidableBias, Gap.Variance),
        new("optimizer", Gap.AvoidableBias),
        new("learning-rate", Gap.AvoidableBias),
        new("schedule", Gap.AvoidableBias),
        new("batch", Gap.AvoidableBias),
        new("clip-norm", Gap.AvoidableBias),
        new("absolute-rates", Gap.AvoidableBias),
        new("augment", Gap.Variance, Gap.Mismatch),
        new("variants", Gap.Variance),
        new("mixup", Gap.Variance),
        new("cutmix", Gap.Variance),
        new("dropout", Gap.Variance),
        new("weight-decay", Gap.Variance),
        new("stage-decay", Gap.Variance),
        new("start-pull", Gap.Variance),
        new("layer-decay", Gap.Variance),
        new("averaging", Gap.Variance),
        new("share", Gap.Variance),
        new("unfreeze", Gap.Variance),
        new("label-smoothing", Gap.Variance),
        new("keep", Gap.AvoidableBias, Gap.Variance, Gap.DevOverfitting),
        new("seed"), new("threads"), new("folds"), new("split-file"), new("budget"), new("cache"), new("workdir"), new("resume"), new("out"), new("gate"), new("contract"), new("human"),
        new("task"), new("image"), new("max-bad"), new("input-range"), new("input-layout"), new("class-weights"), new("weighting"), new("sampler"),
        new("regression-loss"), new("log-scale"), new("allow-leaks"),
    ];

    /// <summary>The knob of an option.</summary>
    /// <param name="option">Its name on the command line, without the dashes.</param>
    /// <exception cref="KeyNotFoundException">There is no such option.</exception>
    public static Knob Of(string option) => All.FirstOrDefault(knob => knob.Option == option) ?? throw new KeyNotFoundException($"There is no option '{option}'.");
}
