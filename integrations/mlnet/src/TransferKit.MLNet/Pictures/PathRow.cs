using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace TransferKit.MLNet.Pictures;

/// <summary>A row whose image is given by its path.</summary>
internal sealed class PathRow
{
    /// <summary>The path.</summary>
    [ColumnName(Columns.Image)]
    public string Image { get; set; } = "";

    /// <summary>How it is read.</summary>
    [ColumnName(Columns.Rule)]
    public string Rule { get; set; } = "";

    /// <summary>Reads the picture of a row.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class Mapping : CustomMappingFactory<PathRow, PixelRow>
    {
        /// <summary>The name that a saved model finds it by.</summary>
        public const string Contract = "TransferKit.ReadPath";

        /// <inheritdoc/>
        public override Action<PathRow, PixelRow> GetMapping() => (row, pixels) => pixels.Fill(new(row.Image, default), row.Rule);
    }
}
