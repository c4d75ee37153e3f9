using TransferKit.Imaging;

namespace TransferKit.Tasks;

/// <summary>
/// A box as the one number that every kind of label is: each corner's coordinate, a share of the picture's side, to 1/32767 of it (0.04 pixels of
/// 1280), in 15 bits of the number. Equal boxes are equal numbers; nothing can be calculated with them.
/// </summary>
internal static class BoxLabel
{
    private const int Bits = 15;
    private const long Steps = (1 << Bits) - 1;

    // A number that is not subnormal, whatever the box: some processors take those for zero.
    private const long Normal = 1L << 52;

    /// <summary>The number of a box.</summary>
    /// <param name="box">All coordinates are 0 to 1.</param>
    public static double Of(Box box) => BitConverter.Int64BitsToDouble(
        Normal + ((((((Step(box.XMin) << Bits) | Step(box.YMin)) << Bits) | Step(box.XMax)) << Bits) | Step(box.YMax)));

    /// <summary>The box of a number.</summary>
    public static Box Read(double label)
    {
        var bits = BitConverter.DoubleToInt64Bits(label) - Normal;
        double Side(int place) => ((bits >> (place * Bits)) & Steps) / (double)Steps;
        return new(Side(3), Side(2), Side(1), Side(0));
    }

    private static long Step(double side) => (long)Math.Round(Math.Clamp(side, 0, 1) * Steps);
}
