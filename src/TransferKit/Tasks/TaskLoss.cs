using TransferKit.Graphs.Onnx;

namespace TransferKit.Tasks;

/// <summary>A task kind's loss as a graph, and how its labels are written into the graph's targets.</summary>
internal abstract class TaskLoss
{
    /// <summary>How many columns the targets have.</summary>
    /// <param name="outputs">The columns of the head's outputs.</param>
    public virtual int Targets(int outputs) => outputs;

    /// <summary>Adds the loss: the sum over rows of weight times the row's loss. A row of weight zero counts nothing.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="outputs">The head's outputs [N, K]: logits or values.</param>
    /// <param name="targets">The targets [N, <see cref="Targets"/>].</param>
    /// <param name="weights">The rows' weights [N, 1], of sum 1.</param>
    /// <returns>The loss, a scalar.</returns>
    public abstract string Add(GraphBuilder graph, string outputs, string targets, string weights);

    /// <summary>Writes one row's target.</summary>
    /// <param name="label">The class index, the level, the set of labels, the box, or the standardised number.</param>
    /// <param name="target">The row's targets [<see cref="Targets"/>].</param>
    public abstract void WriteTarget(double label, Span<float> target);

    /// <summary>The loss of one row, outside the graph: what candidates are compared by.</summary>
    /// <param name="outputs">The head's outputs for the row [K].</param>
    /// <param name="label">The class index, the level, the set of labels, the box, or the standardised number.</param>
    public abstract double OfRow(ReadOnlySpan<float> outputs, double label);
}
