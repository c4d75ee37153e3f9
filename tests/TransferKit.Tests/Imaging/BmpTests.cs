using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

public sealed class BmpTests
{
    private const int Uncompressed = 0;
    private const int BitFields = 3;

    private static readonly byte[] TopDownRows = [1, 2, 3, 0, 4, 5, 6, 0];

    [Fact]
    public void TopDown_StartsAtTheTop()
    {
        var image = ImageDecoder.Decode(Pictures.Bitmap(40, 1, -2, 24, Uncompressed, [], TopDownRows));
        Assert.Equal([3, 2, 1, 6, 5, 4], image.Pixels);
    }

    [Fact]
    public void BottomUp_StartsAtTheBottom()
    {
        var image = ImageDecoder.Decode(Pictures.Bitmap(40, 1, 2, 24, Uncompressed, [], TopDownRows));
        Assert.Equal([6, 5, 4, 3, 2, 1], image.Pixels);
    }

    [Fact]
    public void ThirtyTwoBits_IgnoreTheFourthByte()
    {
        var image = ImageDecoder.Decode(Pictures.Bitmap(40, 1, -2, 32, Uncompressed, [], TopDownRows));
        Assert.Equal([3, 2, 1, 6, 5, 4], image.Pixels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Palette_IsLookedUp(int colours)
    {
        var palette = new byte[(colours == 0 ? 256 : colours) * 4];
        palette.AsSpan(4).Fill(9);
        var image = ImageDecoder.Decode(Pictures.Bitmap(40, 3, -1, 8, Uncompressed, palette, [0, 1, 0, 0], colours));
        Assert.Equal([0, 0, 0, 9, 9, 9, 0, 0, 0], image.Pixels);
    }

    [Fact]
    public void PaletteIndexOutOfRange_IsRefused() =>
        ImageAssert.Refused(Pictures.Bitmap(40, 1, 1, 8, Uncompressed, new byte[8], [2, 0, 0, 0], 2), "colour 2 of a palette of 2");

    [Fact]
    public void Masks_PlaceTheChannels()
    {
        // Ten bits red, then green, then blue, from the top of the lower 30 bits.
        byte[] masks = [0, 0, 0xF0, 0x3F, 0, 0xFC, 0x0F, 0, 0xFF, 0x03, 0, 0];
        const uint pixel = (1023u << 20) | (512u << 10) | 0;
        var image = ImageDecoder.Decode(Pictures.Bitmap(40, 1, 1, 32, BitFields, masks, BitConverter.GetBytes(pixel)));
        Assert.Equal([255, 128, 0], image.Pixels);
    }

    [Fact]
    public void AlphaMask_IsLaidOnWhite()
    {
        byte[] masks = [0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF];
        var image = ImageDecoder.Decode(Pictures.Bitmap(56, 2, 1, 32, BitFields, masks, [10, 20, 30, 255, 10, 20, 30, 0]));
        Assert.Equal([30, 20, 10, 255, 255, 255], image.Pixels);
    }

    [Theory]
    [InlineData(40, 1, Uncompressed, "1 bits")]
    [InlineData(40, 16, Uncompressed, "16 bits")]
    [InlineData(40, 16, BitFields, "16 bits")]
    [InlineData(40, 8, 1, "compression 1")]
    [InlineData(12, 24, Uncompressed, "12 bytes")]
    public void OtherKinds_AreRefusedByName(int headerBytes, short bits, int compression, string mention) =>
        ImageAssert.Refused(Pictures.Bitmap(headerBytes, 1, 1, bits, compression, [], new byte[1100]), mention, "save it as PNG");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(1, 0)]
    [InlineData(1, int.MinValue)]
    [InlineData(2, 2)]
    public void ImpossibleSizes_AreRefused(int width, int height) =>
        ImageAssert.Refused(Pictures.Bitmap(40, width, height, 24, Uncompressed, [], [1, 2, 3, 0]), "damaged or truncated Bmp");

    [Fact]
    public void HugeSize_IsRefusedByTheLimit() =>
        ImageAssert.Refused(Pictures.Bitmap(40, int.MaxValue, int.MaxValue, 24, Uncompressed, [], []), "MaxPixels");
}
