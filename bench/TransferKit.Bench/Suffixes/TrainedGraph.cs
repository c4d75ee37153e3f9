using TransferKit.Graphs.Gradients;

namespace TransferKit.Bench.Suffixes;

/// <summary>A derived graph with its memory, in one precision or the other; values go in and out as float64, as the graph lays them.</summary>
internal abstract class TrainedGraph : IDisposable
{
    /// <summary>The graph in float64 or, with kernels of our own, in float32.</summary>
    public static TrainedGraph Of(DerivedGraph derived, bool float64) => float64 ? new Float64Graph(derived.Model) : new Float32Graph(derived.Model);

    /// <summary>Sets an input.</summary>
    public abstract void Set(string input, double[] values);

    /// <summary>What an input or output holds.</summary>
    public abstract double[] Get(string tensor);

    /// <summary>Computes the outputs.</summary>
    public abstract void Run();

    /// <inheritdoc/>
    public abstract void Dispose();
}
