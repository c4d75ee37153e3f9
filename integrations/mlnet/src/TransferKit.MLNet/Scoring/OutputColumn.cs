using Microsoft.ML;
using Microsoft.ML.Data;

namespace TransferKit.MLNet.Scoring;

/// <summary>A column that the user sees, made of an output of the graph.</summary>
/// <param name="Name">The column.</param>
/// <param name="Output">The output.</param>
internal abstract record OutputColumn(string Name, GraphOutput Output)
{
    /// <summary>Adds the steps that make it.</summary>
    public abstract EstimatorChain<ITransformer> AddTo(EstimatorChain<ITransformer> chain, TransformsCatalog transforms);
}
