namespace TransferKit.Graphs.Sessions.Kernels;

/// <summary>An operator of our own, in float32: what takes several passes over memory in standard operators, in one.</summary>
internal abstract class GraphKernel
{
    /// <summary>The domain of these operators; they stand in training graphs only, never in a saved model.</summary>
    public const string Domain = "transferkit";

    /// <summary>The operator's name.</summary>
    public abstract string Name { get; }

    /// <summary>How many inputs it has. The last may be integers.</summary>
    public abstract int Inputs { get; }

    /// <summary>Whether the last input holds int64 numbers: how windows lie, say.</summary>
    public virtual bool HasNumbers => false;

    /// <summary>Computes the output.</summary>
    public abstract void Compute(KernelCall call);
}
