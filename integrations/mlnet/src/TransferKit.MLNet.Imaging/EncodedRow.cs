using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace TransferKit.MLNet.Imaging;

/// <summary>An image as the bytes of a bitmap.</summary>
internal sealed class EncodedRow
{
    /// <summary>The column, which is copied to the one that the user named.</summary>
    public const string Column = "TransferKitEncoded";

    /// <summary>The bytes; empty where there is no image.</summary>
    [ColumnName(Column)]
    [VectorType]
    public byte[] Bytes { get; set; } = [];

    /// <summary>The image.</summary>
    internal sealed class Source
    {
        /// <summary>The column, copied from the one that the user named.</summary>
        public const string Column = "TransferKitPicture";

        /// <summary>The image; null where there is none.</summary>
        [ColumnName(Column)]
        [AnyImage]
        public MLImage? Image { get; set; }
    }

    /// <summary>Nothing is read of a row.</summary>
    internal sealed class Nothing;

    /// <summary>Encodes the image of a row.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class Mapping : CustomMappingFactory<Source, EncodedRow>
    {
        /// <summary>The name that a saved model finds it by.</summary>
        public const string Contract = "TransferKit.EncodeImage";

        /// <inheritdoc/>
        public override Action<Source, EncodedRow> GetMapping() => (row, encoded) => encoded.Bytes = row.Image is null ? [] : Bitmap.Encode(row.Image);
    }
}
