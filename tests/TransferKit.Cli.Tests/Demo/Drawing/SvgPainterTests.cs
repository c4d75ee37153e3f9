using System.Diagnostics;
using System.Text;
using TransferKit.Cli.Demo.Drawing;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Imaging;

namespace TransferKit.Cli.Tests.Demo.Drawing;

public sealed class SvgPainterTests : IDisposable
{
    private const int Size = 32;
    private const string Good = """<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="#0000ff"/></svg>""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HostileDocuments_ReachNothing_AndTheOthersAreDrawn()
    {
        var canary = _folder["canary.bmp"];
        File.WriteAllBytes(canary, TinyPhotos.Picture(2, 1));
        var secret = _folder["secret.svg"];
        File.WriteAllText(secret, """<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="#ff0000"/></svg>""");
        string[] hostile =
        [
            Document($"""<image width="10" height="10" href="file://{canary}"/>"""),
            Document($"""<image width="10" height="10" href="file://{secret}"/>"""),
            Document($"""<use href="file://{secret}#a"/>"""),
            Document("""<image width="10" height="10" href="http://localhost:9/a.png"/>"""),
            Document("""<script>document.documentElement.setAttribute("fill", "red")</script>"""),
            $"""<!DOCTYPE svg [<!ENTITY e SYSTEM "file://{secret}">]>{Document("&e;")}""",
            $"""<?xml-stylesheet href="file://{secret}"?>{Document($"<style>@import url(file://{secret});</style>")}""",
        ];

        var drawn = await DrawAsync([Good, .. hostile, Good]);

        Assert.All(drawn[1..^1], AssertNothingRed);
        AssertGood(drawn[0], drawn[^1]);
    }

    [Fact]
    public async Task DocumentsTooLargeOrTooDeep_GiveAnErrorOrASmallPicture()
    {
        var laughs = new StringBuilder("<!DOCTYPE svg [<!ENTITY a0 \"ha\">");
        for (var level = 1; level <= 12; level++)
        {
            laughs.Append($"<!ENTITY a{level} \"{string.Concat(Enumerable.Repeat($"&a{level - 1};", 10))}\">");
        }

        var drawn = await DrawAsync(
        [
            Good,
            laughs.Append($"]>{Document("<text>&a12;</text>")}").ToString(),
            """<svg xmlns="http://www.w3.org/2000/svg" width="1000000000" height="1000000000"/>""",
            """<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1000000000"/>""",
            string.Concat(Enumerable.Repeat("<svg xmlns=\"http://www.w3.org/2000/svg\">", 20_000)),
            "no drawing",
            "",
            new string(' ', Frames.LongestContent + 1),
            Good,
        ]);

        Assert.NotNull(drawn[1].Error);
        Assert.All(drawn[2..4], picture => Assert.True(picture.Error is not null || Decode(picture).Width == Size));
        Assert.All(drawn[4..^1], picture => Assert.NotNull(picture.Error));
        AssertGood(drawn[0], drawn[^1]);
    }

    [Fact]
    public async Task AProcessKilledFromOutside_IsReplaced()
    {
        var killed = 0;
        var started = 0;
        var painter = new SvgPainter(Size, 1) { Started = id => { started++; killed = id; } };

        var drawn = await DrawAsync([Good, Good, Good], painter, index => { if (index == 0) { Kill(killed); } });

        AssertGood(drawn);
        Assert.Equal(2, started);
    }

    [Fact]
    public async Task WhatTakesTooLong_GivesAnError()
    {
        var drawn = await DrawAsync([Good], new SvgPainter(Size, 1) { Patience = TimeSpan.FromTicks(1) });

        Assert.Contains("took more than", drawn[0].Error);
    }

    [Fact]
    public async Task Cancelling_EndsTheProcess()
    {
        using var stop = new CancellationTokenSource();
        var number = 0;
        var painter = new SvgPainter(Size, 1) { Started = id => { number = id; stop.Cancel(); } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            painter.DrawAsync(1, _ => Encoding.UTF8.GetBytes(Good), (_, _) => Task.CompletedTask, stop.Token));

        await WhenGoneAsync(number);
    }

    /// <summary>A killed process is listed until the system has reaped it.</summary>
    private static async Task WhenGoneAsync(int number)
    {
        var started = Stopwatch.StartNew();
        while (Process.GetProcesses().Any(process => process.Id == number))
        {
            Assert.InRange(started.Elapsed.TotalSeconds, 0, 20);
            await Task.Delay(20);
        }
    }

    private static string Document(string body) =>
        $"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">{body}</svg>""";

    private static async Task<DrawnPicture[]> DrawAsync(string[] documents, SvgPainter? painter = null, Action<int>? before = null)
    {
        var drawn = new DrawnPicture[documents.Length];
        await (painter ?? new SvgPainter(Size, 2)).DrawAsync(
            documents.Length,
            index => Encoding.UTF8.GetBytes(documents[index]),
            (index, picture) =>
            {
                drawn[index] = picture;
                before?.Invoke(index);
                return Task.CompletedTask;
            },
            default);
        return drawn;
    }

    private static void Kill(int number)
    {
        using var process = Process.GetProcessById(number);
        process.Kill();
        process.WaitForExit();
    }

    private static RgbImage Decode(DrawnPicture picture) => ImageDecoder.Decode(picture.Png!.Value);

    private static void AssertGood(params DrawnPicture[] pictures) => Assert.All(pictures, picture =>
    {
        Assert.Null(picture.Error);
        Assert.Equal(new byte[] { 0, 0, 255 }, Decode(picture).Pixels[..3]);
    });

    private static void AssertNothingRed(DrawnPicture picture)
    {
        if (picture.Error is null)
        {
            Assert.All(Decode(picture).Pixels, value => Assert.Equal(255, value));
        }
    }
}
