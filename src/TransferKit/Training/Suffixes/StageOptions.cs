using TransferKit.Foundation;

namespace TransferKit.Training.Suffixes;

/// <summary>How the weights of the backbone's stages move, beside what holds for stages and heads alike.</summary>
public sealed record StageOptions
{
    /// <summary>Whether the weights of each output channel are trained in units of their own size at the start, so that a learning rate is a share
    /// of it (relative step sizes: Shazeer and Stern 2018, https://arxiv.org/abs/1804.04235, here by channel). Exports fold batch
    /// normalisation into convolutions, which leaves channels of very unlike size.</summary>
    /// <value>Default true.</value>
    public bool RelativeRates { get; init; } = true;

    /// <summary>The learning rate of each stage as a share of that of the stage behind it; behind the last stage stand the heads
    /// (discriminative rates: Howard and Ruder 2018, https://arxiv.org/abs/1801.06146).</summary>
    /// <value>Default 1: the same rate for all; above 0, at most 1.</value>
    public double LayerDecay { get; init; } = 1;

    /// <summary>The strength of decoupled weight decay: each step takes this share, times the learning rate, off the stages' weights, not
    /// off biases, scales and shifts (Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101).</summary>
    /// <value>Default 0; 0 to 1,000.</value>
    public double WeightDecay { get; init; }

    /// <summary>The strength of the pull back to where the stages started: as <see cref="WeightDecay"/>, of the distance to the pretrained
    /// values, all of them (L2-SP: Li et al. 2018, https://arxiv.org/abs/1802.01483).</summary>
    /// <value>Default 0; 0 to 1,000.</value>
    public double StartPull { get; init; }

    /// <summary>The greatest norm of a step's gradient over stages and heads together; a longer one is scaled down to it (Pascanu et al.
    /// 2013, https://arxiv.org/abs/1211.5063).</summary>
    /// <value>Default null: as long as it is; above 0, at most 1,000,000.</value>
    public double? ClipNorm { get; init; }

    /// <summary>The share of the past in a moving average of all weights, which is what is kept at the end (Polyak and Juditsky 1992). The
    /// first steps count less: the share of step t is at most (1 + t) / (10 + t).</summary>
    /// <value>Default 0: the last weights are kept; 0 up to, but not including, 1.</value>
    public double Averaging { get; init; }

    /// <summary>When each stage begins to move.</summary>
    /// <value>Default all at once.</value>
    public Unfreezing Unfreezing { get; init; }

    /// <summary>How far the weights of stages and heads go from where they started towards where training ended (WiSE-FT: Wortsman et al.
    /// 2022, https://arxiv.org/abs/2109.01903).</summary>
    /// <value>Default null: chosen, with the temperature of probabilities, on a fifth of the training images by a second training without
    /// them; 0 to 1, where 1 is all the way and the temperature stays that of the heads before.</value>
    public double? Share { get; init; }

    internal void Check()
    {
        Require("share", Share ?? 1, Share is null or (>= 0 and <= 1), "0 to 1");
        Require("layer-decay", LayerDecay, LayerDecay is > 0 and <= 1, "above 0, at most 1");
        Require("stage-decay", WeightDecay, WeightDecay is >= 0 and <= 1_000, "0 to 1,000");
        Require("start-pull", StartPull, StartPull is >= 0 and <= 1_000, "0 to 1,000");
        Require("clip-norm", ClipNorm ?? 1, ClipNorm is null or (> 0 and <= 1_000_000), "above 0, at most 1,000,000");
        Require("averaging", Averaging, Averaging is >= 0 and < 1, "0 up to, but not including, 1");
    }

    private static void Require(string option, double value, bool holds, string allowed)
    {
        if (!holds)
        {
            throw new InvalidOptionsException(FormattableString.Invariant($"'{option}' is {value}; allowed: {allowed}."));
        }
    }
}
