using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

public sealed class ParallelDecoderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("imaging").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 3)]
    [InlineData(2, 64)]
    public async Task Results_ComeInOrder_BadFilesWithTheirReason(int threads, int ahead)
    {
        var paths = Files(30);
        paths.Insert(7, Path.Combine(_folder, "missing.jpg"));
        var results = new List<DecodedImage>();

        await foreach (var result in ParallelDecoder.DecodeAsync(
            paths, 16, 16, ResizeMode.Stretch, new() { Threads = threads, Ahead = ahead }))
        {
            results.Add(result);
        }

        Assert.Equal(paths, results.Select(result => result.Path));
        Assert.All(results, result => Assert.True(result.Image is null != result.Error is null));
        Assert.Equal(7, Assert.Single(Enumerable.Range(0, results.Count), i => results[i].Error is not null));
        Assert.Equal(ImageDecoder.Decode(paths[20], 16, 16, ResizeMode.Stretch).Pixels, results[20].Image!.Pixels);
    }

    [Fact]
    public async Task NoFiles_GiveNoResults()
    {
        await foreach (var result in ParallelDecoder.DecodeAsync([], 16, 16, ResizeMode.Stretch))
        {
            Assert.Fail(result.Path);
        }
    }

    [Fact]
    public async Task Cancellation_Stops()
    {
        using var stop = new CancellationTokenSource();
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in ParallelDecoder.DecodeAsync(
                Files(60), 16, 16, ResizeMode.Stretch, new() { Threads = 2, Ahead = 4 }, stop.Token))
            {
                seen++;
                await stop.CancelAsync();
            }
        });
        Assert.InRange(seen, 1, 5);
    }

    [Fact]
    public async Task LeavingEarly_IsFine()
    {
        await foreach (var result in ParallelDecoder.DecodeAsync(Files(20), 16, 16, ResizeMode.Stretch))
        {
            Assert.NotNull(result.Image);
            break;
        }
    }

    [Fact]
    public void OptionsOutOfRange_AreRefusedAtOnce()
    {
        foreach (var options in new ParallelDecoderOptions[]
        {
            new() { Threads = 0 }, new() { Ahead = 0 }, new() { Limits = new() { MaxBytes = 0 } },
        })
        {
            Assert.Throws<InvalidOptionsException>(() => ParallelDecoder.DecodeAsync([], 16, 16, ResizeMode.Stretch, options));
        }
    }

    private List<string> Files(int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var path = Path.Combine(_folder, $"{i}.jpg");
        File.WriteAllBytes(path, Pictures.Gradient(40 + i, 30, (byte)i).Encode(ImageFormat.Jpeg));
        return path;
    })];
}
