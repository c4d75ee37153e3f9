namespace TransferKit.Imaging;

/// <summary>An upright rectangle in a picture, its corners in shares of the picture's sides: (0, 0) is the upper left corner, (1, 1) the lower right one.</summary>
/// <param name="XMin">The left side, 0 to 1.</param>
/// <param name="YMin">The upper side, 0 to 1.</param>
/// <param name="XMax">The right side, 0 to 1.</param>
/// <param name="YMax">The lower side, 0 to 1.</param>
public readonly record struct Box(double XMin, double YMin, double XMax, double YMax)
{
    /// <summary>The width as a share of the picture's; 0 where the box is empty.</summary>
    public double Width => Math.Max(0, XMax - XMin);

    /// <summary>The height as a share of the picture's; 0 where the box is empty.</summary>
    public double Height => Math.Max(0, YMax - YMin);

    /// <summary>The area as a share of the picture's.</summary>
    public double Area => Width * Height;

    /// <summary>The same box in pixels of a picture.</summary>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    public Box ToPixels(double width, double height) => new(XMin * width, YMin * height, XMax * width, YMax * height);

    /// <summary>The area that two boxes share over the area that they cover together, 0 to 1: the same whether in pixels or in shares.</summary>
    /// <param name="other">The other box.</param>
    public double IntersectionOverUnion(Box other)
    {
        var shared = Within(other).Area;
        var union = Area + other.Area - shared;
        return union > 0 ? shared / union : 0;
    }

    /// <summary>The part of it that lies in another box; empty where there is none.</summary>
    internal Box Within(Box other) =>
        new(Math.Max(XMin, other.XMin), Math.Max(YMin, other.YMin), Math.Min(XMax, other.XMax), Math.Min(YMax, other.YMax));

    /// <summary>The whole picture.</summary>
    internal static Box Whole => new(0, 0, 1, 1);

    /// <summary>A box of four numbers in the order of the properties.</summary>
    internal static Box Of(ReadOnlySpan<float> corners) => new(corners[0], corners[1], corners[2], corners[3]);
}
