using System.Diagnostics;
using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

public sealed class SvgRasterizerTests
{
    private const string Drawing =
        """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"><rect width="10" height="20" fill="#c81e00"/></svg>""";

    [Fact]
    public void WherePhotosAreRead_SvgIsRefused()
    {
        ImageAssert.Refused(System.Text.Encoding.UTF8.GetBytes(Drawing), "markup");
        Assert.Contains("process of its own", Assert.Throws<InvalidOperationException>(SvgRasterizer.Start).Message);
        Assert.Throws<InvalidOperationException>(() => SvgRasterizer.Render(System.Text.Encoding.UTF8.GetBytes(Drawing), 8, 8));
    }

    [Fact]
    public async Task ChildProcess_DrawsSvg_AndNothingElse()
    {
        var folder = Directory.CreateTempSubdirectory("svg").FullName;
        try
        {
            string svg = Path.Combine(folder, "a.svg"), png = Path.Combine(folder, "a.png");
            await File.WriteAllTextAsync(svg, Drawing);
            using var child = Process.Start(new ProcessStartInfo("dotnet", [typeof(SvgRasterizerTests).Assembly.Location, svg, png])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = await child.StandardOutput.ReadToEndAsync();
            Assert.Equal("", await child.StandardError.ReadToEndAsync());
            await child.WaitForExitAsync();

            Assert.Equal("a photo: InvalidOperationException\nno drawing: InvalidImageException\n", output.ReplaceLineEndings("\n"));
            Assert.Equal(0, child.ExitCode);
            var image = ImageDecoder.Decode(png);
            Assert.Equal((40, 40), (image.Width, image.Height));
            ImageAssert.Pixel(image, 20, 1, 200, 30, 0);
            ImageAssert.Pixel(image, 9, 20, 255, 255, 255);
            ImageAssert.Pixel(image, 10, 20, 200, 30, 0);
            ImageAssert.Pixel(image, 30, 20, 255, 255, 255);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
