namespace TransferKit.Graphs.Gradients;

/// <summary>What training does with the batch normalisation inside stages (Ioffe and Szegedy 2015).</summary>
public enum StageNormalization
{
    /// <summary>It stays as the backbone has it, an affine map: for a few images and small batches.</summary>
    Frozen,

    /// <summary>Its scale and shift are trained; its statistics stay.</summary>
    Affine,

    /// <summary>Each batch is normalised by its own statistics, their moving averages go into the model, and scale and shift are trained.</summary>
    BatchStatistics,
}
