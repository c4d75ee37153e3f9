namespace TransferKit.MLNet.Pictures;

/// <summary>What happens to a row whose image cannot be read. No row ever gets the answer of another one.</summary>
public enum BadImages
{
    /// <summary>The row is an error: reading the data stops, and the message names the image.</summary>
    Fail,

    /// <summary>
    /// The row gets missing values: every number is NaN, every key is missing, and a column tells the reason. In training it is left out and
    /// counted.
    /// </summary>
    Missing,
}
