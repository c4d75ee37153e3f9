using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace TransferKit.MLNet.Scoring;

/// <summary>The number in a vector of one, which is all that a graph gives.</summary>
internal sealed class ValueRow
{
    /// <summary>The number.</summary>
    [ColumnName(Columns.Value)]
    public float Value { get; set; }

    /// <summary>The vector.</summary>
    internal sealed class Source
    {
        /// <summary>One number.</summary>
        [ColumnName(Columns.Vector)]
        public VBuffer<float> Vector { get; set; }
    }

    /// <summary>Takes the number out.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class Mapping : CustomMappingFactory<Source, ValueRow>
    {
        /// <summary>The name that a saved model finds it by.</summary>
        public const string Contract = "TransferKit.Value";

        /// <inheritdoc/>
        public override Action<Source, ValueRow> GetMapping() => (row, value) => value.Value = row.Vector.GetItemOrDefault(0);
    }
}
