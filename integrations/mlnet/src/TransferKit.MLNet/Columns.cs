namespace TransferKit.MLNet;

/// <summary>The columns that stand between the stages of a model and are dropped at its end.</summary>
/// <remarks>A mapping that ML.NET loads from a file has the column names of its classes, so these are fixed; what users name is copied.</remarks>
internal static class Columns
{
    /// <summary>The image: a path as text, or a file's bytes.</summary>
    public const string Image = "TransferKitImage";

    /// <summary>One in every row, for constants to be looked up by.</summary>
    public const string One = "TransferKitOne";

    /// <summary>How pictures are read, as text.</summary>
    public const string Rule = "TransferKitRule";

    /// <summary>The values of the picture, the input of the graph.</summary>
    public const string Pixels = "TransferKitPixels";

    /// <summary>Why the image could not be read; empty where it could.</summary>
    public const string Error = "TransferKitError";

    /// <summary>A vector of one value, and the value.</summary>
    public const string Vector = "TransferKitVector";

    /// <summary>The value of <see cref="Vector"/>.</summary>
    public const string Value = "TransferKitValue";
}
