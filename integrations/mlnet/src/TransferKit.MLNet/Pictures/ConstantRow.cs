using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace TransferKit.MLNet.Pictures;

/// <summary>The same in every row.</summary>
internal sealed class ConstantRow
{
    /// <summary>One.</summary>
    [ColumnName(Columns.One)]
    public float One { get; set; }

    /// <summary>Nothing is read of a row.</summary>
    internal sealed class Nothing;

    /// <summary>Writes the constant.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class Mapping : CustomMappingFactory<Nothing, ConstantRow>
    {
        /// <summary>The name that a saved model finds it by.</summary>
        public const string Contract = "TransferKit.One";

        /// <inheritdoc/>
        public override Action<Nothing, ConstantRow> GetMapping() => (_, row) => row.One = 1;
    }
}
