using Microsoft.ML;
using Microsoft.ML.Data;

namespace TransferKit.MLNet.Scoring;

/// <summary>All values of an output, with the names of their slots.</summary>
internal sealed record VectorColumn(string Name, GraphOutput Output) : OutputColumn(Name, Output)
{
    /// <inheritdoc/>
    public override EstimatorChain<ITransformer> AddTo(EstimatorChain<ITransformer> chain, TransformsCatalog transforms) =>
        chain.Append<ITransformer>(transforms.CopyColumns(Name, Output.Name));
}
