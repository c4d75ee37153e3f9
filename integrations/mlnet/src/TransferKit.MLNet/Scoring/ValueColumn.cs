using Microsoft.ML;
using Microsoft.ML.Data;

namespace TransferKit.MLNet.Scoring;

/// <summary>The one value of an output, as a number or as a key.</summary>
/// <param name="Name">The column.</param>
/// <param name="Output">The output: the value, or the number of the key from 0.</param>
/// <param name="Keys">What the keys stand for; null where the column is a number.</param>
internal sealed record ValueColumn(string Name, GraphOutput Output, IReadOnlyList<string>? Keys = null) : OutputColumn(Name, Output)
{
    /// <inheritdoc/>
    public override EstimatorChain<ITransformer> AddTo(EstimatorChain<ITransformer> chain, TransformsCatalog transforms) => chain
        .Append<ITransformer>(transforms.CopyColumns(Columns.Vector, Output.Name))
        .Append<ITransformer>(transforms.CustomMapping(new ValueRow.Mapping().GetMapping(), ValueRow.Mapping.Contract))
        .Append(Keys is null
            ? (IEstimator<ITransformer>)transforms.CopyColumns(Name, Columns.Value)
            // A number that is no key, as of a missing image, becomes the missing key.
            : transforms.Conversion.MapValue(Name, Keys.Select((key, number) => KeyValuePair.Create((float)number, key)), Columns.Value, treatValuesAsKeyType: true))
        .Append<ITransformer>(transforms.DropColumns(Columns.Vector, Columns.Value));
}
