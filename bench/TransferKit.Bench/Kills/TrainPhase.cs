namespace TransferKit.Bench.Kills;

/// <summary>What a training is at, as far as its files tell.</summary>
internal enum TrainPhase
{
    /// <summary>Starting, converting the backbone, reading the images.</summary>
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
