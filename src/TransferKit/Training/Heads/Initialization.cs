namespace TransferKit.Training.Heads;

/// <summary>How a layer's weights are drawn at the start. Biases start at zero.</summary>
public enum Initialization
{
    /// <summary>He where a ReLU follows, Xavier elsewhere.</summary>
    Suited,

    /// <summary>Uniform with variance 2 / (inputs + outputs) (Glorot and Bengio 2010).</summary>
    Xavier,

    /// <summary>Normal with variance 2 / inputs (He et al. 2015).</summary>
    He,
}
