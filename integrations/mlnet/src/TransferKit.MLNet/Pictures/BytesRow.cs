using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace TransferKit.MLNet.Pictures;

/// <summary>A row whose image is given by its file's bytes.</summary>
internal sealed class BytesRow
{
    /// <summary>The bytes.</summary>
    [ColumnName(Columns.Image)]
    public VBuffer<byte> Image { get; set; }

    /// <summary>How they are read.</summary>
    [ColumnName(Columns.Rule)]
    public string Rule { get; set; } = "";

    /// <summary>Reads the picture of a row.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class Mapping : CustomMappingFactory<BytesRow, PixelRow>
    {
        /// <summary>The name that a saved model finds it by.</summary>
        public const string Contract = "TransferKit.ReadBytes";

        /// <inheritdoc/>
        public override Action<BytesRow, PixelRow> GetMapping() => (row, pixels) => pixels.Fill(new(null, row.Image.DenseValues().ToArray()), row.Rule);
    }
}
