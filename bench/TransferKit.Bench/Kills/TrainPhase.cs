namespace TransferKit.Bench.Kills;

/// <summary>What a training is at, as far as its files tell.</summary>
internal enum TrainPhase
{
    /// <summary>Starting.</summary>
    Start,

    /// <summary>Converting a backbone of the catalogue into the store, which is empty.</summary>
    Convert,

    /// <summary>Reading the images.</summary>
    Scan,

    /// <summary>Computing features.</summary>
    Features,

    /// <summary>Choosing the weight decay.</summary>
    Choice,

    /// <summary>Fitting the head.</summary>
    Final,

    /// <summary>Cross-validating.</summary>
    Folds,

    /// <summary>Measuring and writing the model.</summary>
    Save,
}
