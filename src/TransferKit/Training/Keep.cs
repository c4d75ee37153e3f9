namespace TransferKit.Training;

/// <summary>Which weights of a training are kept.</summary>
public enum Keep
{
    /// <summary>The last ones: with a schedule that falls to zero they need no choosing.</summary>
    Last,

    /// <summary>Those of the epoch with the least loss on dev. A knob that moves variance and dev overfitting at once: the dev
    /// figures are then marked as selected, and every epoch counts as a look at dev.</summary>
    Best,
}
