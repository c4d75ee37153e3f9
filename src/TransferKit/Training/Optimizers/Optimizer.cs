namespace TransferKit.Training.Optimizers;

/// <summary>Updates one parameter in place. Every optimizer is one short class of this shape.</summary>
internal abstract class Optimizer
{
    /// <summary>How many state arrays of the parameter's size it keeps, zero at the start.</summary>
    public abstract int Slots { get; }

    /// <summary>The learning rate that suits a head on standardised features.</summary>
    public abstract double DefaultLearningRate { get; }

    /// <summary>Whether weight decay is decoupled: a shrink of the weights here, instead of an L2 term in the loss.</summary>
    public virtual bool DecouplesDecay => false;

    /// <summary>Makes one step, each value by itself: a parameter may come in pieces.</summary>
    /// <param name="weights">The parameter or a piece of it, updated in place.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="slots">The state arrays of the whole parameter, updated in place.</param>
    /// <param name="offset">Where the piece begins in the parameter.</param>
    /// <param name="step">This step's rate, decay and number.</param>
    public abstract void Update(Span<float> weights, ReadOnlySpan<float> gradient, float[][] slots, int offset, in OptimizerStep step);

    /// <summary>The optimizer of a kind, with the usual constants of its paper.</summary>
    public static Optimizer Create(OptimizerKind kind) => kind switch
    {
        OptimizerKind.Adam => new AdamOptimizer(),
        OptimizerKind.AdamW => new AdamWOptimizer(),
        OptimizerKind.Sgd => new SgdOptimizer(),
        OptimizerKind.Momentum => new MomentumOptimizer(looksAhead: false),
        OptimizerKind.Nesterov => new MomentumOptimizer(looksAhead: true),
        OptimizerKind.RmsProp => new RmsPropOptimizer(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
