using Microsoft.ML;

namespace TransferKit.MLNet.Imaging;

/// <summary>MLImage columns for TransferKit, in the catalog of an MLContext.</summary>
public static class ImageCatalog
{
    /// <summary>
    /// Makes a column of bytes of a column of MLImage (Transforms.LoadImages, or images made in memory): the file of a bitmap, lossless, for
    /// TransferFeatures, TransferLearning and MultiTask to read. Where the images are files, their paths or bytes are better given as they are: nothing is
    /// decoded twice then.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column that is made: a vector of Byte, empty where there is no image.</param>
    /// <param name="inputColumnName">The column of images; null where it has the same name.</param>
    public static EncodeImageEstimator EncodeImage(this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null) =>
        new(catalog, outputColumnName, inputColumnName ?? outputColumnName);
}
