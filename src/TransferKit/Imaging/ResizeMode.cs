namespace TransferKit.Imaging;

/// <summary>How an image of one shape becomes an image of another.</summary>
public enum ResizeMode
{
    /// <summary>Both sides are scaled on their own: everything is seen, proportions change.</summary>
    Stretch,

    /// <summary>Scaled to fit inside and centred; the bars beside it are mid grey (128, 128, 128).</summary>
    Fit,

    /// <summary>The largest centred part with the wanted proportions, scaled: what lies outside it is cut off.</summary>
    CenterCrop,
}
