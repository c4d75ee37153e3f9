namespace TransferKit.Features;

/// <summary>How a map or a row of tokens becomes one vector.</summary>
public enum Pooling
{
    /// <summary>The mean over all positions.</summary>
    Mean,

    /// <summary>The largest value over all positions.</summary>
    Max,

    /// <summary>The class token: the first one of a token tensor.</summary>
    Token,

    /// <summary>No pooling: every value, as training the stages behind the tensor needs them.</summary>
    Whole,

    /// <summary>A map's cells one after another, each with all its channels, for what is to be found in the picture; the means of neighbours where the map
    /// has more than 17 cells a side.</summary>
    Grid,
}
