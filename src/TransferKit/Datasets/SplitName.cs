namespace TransferKit.Datasets;

/// <summary>The parts of a split.</summary>
public enum SplitName
{
    /// <summary>What the model learns from.</summary>
    Train,

    /// <summary>Held out of training, from the training distribution: tells variance from data mismatch.</summary>
    TrainDev,

    /// <summary>What choices are made on.</summary>
    Dev,

    /// <summary>What is looked at last, once.</summary>
    Test,
}
