using TransferKit.Foundation;

namespace TransferKit.Training.Heads;

/// <summary>The shape of a head and what keeps it from overfitting.</summary>
public sealed record HeadOptions
{
    /// <summary>The widths of hidden layers with ReLU between features and outputs; none is a linear head.</summary>
    /// <value>Default none; each 1 to 65536, at most 8 of them.</value>
    public IReadOnlyList<int> Hidden { get; init; } = [];

    /// <summary>The share of a hidden layer's values that is set to zero in each training step (Srivastava et al. 2014).</summary>
    /// <value>Default 0; 0 up to, but not including, 1. Applies where there are hidden layers.</value>
    public double Dropout { get; init; }

    /// <summary>Whether hidden layers are batch-normalised before ReLU (Ioffe and Szegedy 2015).</summary>
    /// <value>Default false. Applies where there are hidden layers.</value>
    public bool BatchNormalization { get; init; }

    /// <summary>How the weights are drawn at the start.</summary>
    /// <value>Default Xavier for the last layer and He before a ReLU.</value>
    public Initialization Initialization { get; init; } = Initialization.Suited;

    internal void Check()
    {
        if (Hidden.Count > 8 || Hidden.Any(width => width is < 1 or > 65536))
        {
            throw new InvalidOptionsException($"the head's hidden widths are {string.Join(",", Hidden)}; allowed: at most 8 widths from 1 to 65536.");
        }

        if (!(Dropout is >= 0 and < 1))
        {
            throw new InvalidOptionsException(FormattableString.Invariant($"'dropout' is {Dropout}; allowed: 0 up to, but not including, 1."));
        }

        if (Hidden.Count == 0 && (Dropout > 0 || BatchNormalization))
        {
            throw new InvalidOptionsException("dropout and batch normalisation belong to hidden layers; a linear head has none: choose an MLP head.");
        }
    }
}
