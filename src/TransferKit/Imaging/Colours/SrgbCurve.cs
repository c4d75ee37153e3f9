namespace TransferKit.Imaging.Colours;

/// <summary>The curve between light and the numbers of sRGB (IEC 61966-2-1).</summary>
internal static class SrgbCurve
{
    private const double LinearSlope = 12.92;
    private const double LinearEnd = 0.0031308;
    private const double Gamma = 2.4;
    private const double Offset = 0.055;

    /// <summary>Light 0 to 1 as a byte.</summary>
    internal static byte Encode(double light) => (byte)Math.Round(byte.MaxValue
        * (light <= LinearEnd ? LinearSlope * light : ((1 + Offset) * Math.Pow(light, 1 / Gamma)) - Offset));

    /// <summary>A 16-bit number as light 0 to 1.</summary>
    internal static float Decode(ushort number)
    {
        var value = (double)number / ushort.MaxValue;
        return (float)(value <= LinearSlope * LinearEnd ? value / LinearSlope : Math.Pow((value + Offset) / (1 + Offset), Gamma));
    }
}
