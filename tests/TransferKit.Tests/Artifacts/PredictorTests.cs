using TransferKit.Artifacts;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;

namespace TransferKit.Tests.Artifacts;

public sealed class PredictorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SavedModel_AnswersForPixelsStreamsBytesAndFiles_Alike()
    {
        using var predictor = Load(ArtifactWriter.Build(TinyModel.Content()));
        var image = Image(1);
        var file = ImageEncoder.ToPng(image);
        File.WriteAllBytes(_folder["a.png"], file);
        var expected = predictor.Predict(image).Scores("label");
        Assert.Equal(1, expected.Sum(score => score.Score), 1e-5);
        Assert.Equal(expected, predictor.Predict(file).Scores("label"));
        Assert.Equal(expected, predictor.Predict(new MemoryStream(file)).Scores("label"));
        Assert.Equal(expected, predictor.Predict(_folder["a.png"]).Scores("label"));
    }

    [Fact]
    public async Task AsynchronousCalls_GiveTheSame()
    {
        using var predictor = Load(ArtifactWriter.Build(TinyModel.Content()));
        var file = ImageEncoder.ToPng(Image(1));
        File.WriteAllBytes(_folder["a.png"], file);
        var expected = predictor.Predict(file).Scores("label");
        Assert.Equal(expected, (await predictor.PredictAsync(_folder["a.png"])).Scores("label"));
        Assert.Equal(expected, (await predictor.PredictAsync(new MemoryStream(file))).Scores("label"));
    }

    [Fact]
    public void Prediction_EqualsReference()
    {
        using var predictor = Load(ArtifactWriter.Build(TinyModel.Content()));
        var (first, second) = (Image(1), Image(2));
        var pixels = new float[2 * first.Pixels.Length];
        first.CopyToPlanar(pixels.AsSpan(0, first.Pixels.Length));
        second.CopyToPlanar(pixels.AsSpan(first.Pixels.Length));
        var features = ReferenceHead.Features(pixels);
        var predictions = predictor.Predict([first, second]);
        for (var i = 0; i < 2; i++)
        {
            var expected = ReferenceHead.Answer(TinyModel.Classifier(), features[i]);
            Assert.All(predictions[i].Scores("label").Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Score, 1e-4));
            Assert.Equal(ReferenceHead.Answer(TinyModel.Regressor(), features[i])[0], predictions[i].Value("age"), 1e-2);
        }
    }

    [Fact]
    public void Batches_GiveWhatSingleImagesGive_InOrder()
    {
        using var predictor = Load(ArtifactWriter.Build(TinyModel.Content()), new() { Batch = 3 });
        var images = Enumerable.Range(0, 7).Select(Image).ToList();
        var together = predictor.Predict(images);
        Assert.Equal(7, together.Count);
        Assert.All(images.Zip(together), pair => Assert.Equal(predictor.Predict(pair.First).Value("age"), pair.Second.Value("age"), 1e-3));
    }

    [Fact]
    public void TestTimeAugmentation_AveragesTheImageAndItsMirrorImage()
    {
        var model = ArtifactWriter.Build(TinyModel.Content());
        using var plain = Load(model);
        using var both = Load(model, new() { TestTimeAugmentation = true, Batch = 3 });
        var images = Enumerable.Range(0, 5).Select(Image).ToList();
        var answers = both.Predict(images);
        for (var i = 0; i < images.Count; i++)
        {
            var rows = images[i].Pixels.Chunk(3).Chunk(TinyModel.Width).Select(row => row.Reverse());
            RgbImage mirrored = new(TinyModel.Width, TinyModel.Height, [.. rows.SelectMany(row => row).SelectMany(pixel => pixel)]);
            var (one, other) = (plain.Predict(images[i]), plain.Predict(mirrored));
            Assert.NotEqual(one.Value("age"), other.Value("age"), 1e-3);
            foreach (var task in new[] { "label", "age" })
            {
                var expected = one.Output(task).ToArray().Zip(other.Output(task).ToArray(), (a, b) => (a + b) / 2);
                Assert.All(expected.Zip(answers[i].Output(task).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
            }
        }
    }

    [Fact]
    public void PixelsOfAnotherSize_AreResized()
    {
        using var predictor = Load(ArtifactWriter.Build(TinyModel.Content()));
        var large = new RgbImage(48, 32, [.. Enumerable.Range(0, 48 * 32 * 3).Select(i => (byte)(i / 3 % 48 * 5))]);
        var expected = predictor.Predict(large.Resize(TinyModel.Width, TinyModel.Height, TinyModel.Input.Resize));
        Assert.Equal(expected.Value("age"), predictor.Predict(large).Value("age"));
    }

    [Fact]
    public async Task FileThatCannotBeRead_GivesItsError_AndTheOthersGoOn()
    {
        using var predictor = Load(ArtifactWriter.Build(TinyModel.Content()), new() { Batch = 2 });
        var paths = Enumerable.Range(0, 5).Select(i => _folder[$"{i}.png"]).ToList();
        paths.ForEach(path => File.WriteAllBytes(path, ImageEncoder.ToPng(Image(paths.IndexOf(path)))));
        File.WriteAllText(paths[1], "no picture");
        File.Delete(paths[2]);
        var results = await predictor.PredictFilesAsync(paths).ToListAsync();
        Assert.Equal(paths, results.Select(result => result.Path));
        Assert.Equal([1, 2], Enumerable.Range(0, 5).Where(i => results[i].Error is InvalidImageException));
        Assert.Equal([0, 3, 4], Enumerable.Range(0, 5).Where(i => results[i].Prediction is not null));
        Assert.Equal(predictor.Predict(Image(4)).Value("age"), results[4].Prediction!.Value("age"), 1e-3);
    }

    [Fact]
    public void Top_OrdersScores_AndAbstainsBelowTheThreshold()
    {
        using var predictor = Load(ArtifactWriter.Build(TinyModel.Content()));
        var prediction = predictor.Predict(Image(1));
        var scores = prediction.Scores("label");
        Assert.Equal(["bolt", "nut", "washer \"M6\""], scores.Select(score => score.Label));
        Assert.Equal(scores.OrderByDescending(score => score.Score), prediction.Top("label", 9));
        var top = prediction.Top("label");
        Assert.Equal(scores.Max(score => score.Score), top.Score);
        Assert.InRange(top.Score, 0.34f, 0.99f);
        Assert.Equal(top, prediction.TopOrAbstain("label", top.Score));
        Assert.Null(prediction.TopOrAbstain("label", top.Score + 1e-4));
    }

    [Fact]
    public void TaskThatIsNotThere_OrOfAnotherKind_IsNamed()
    {
        using var predictor = Load(ArtifactWriter.Build(TinyModel.Content()));
        var prediction = predictor.Predict(Image(1));
        Assert.Contains("label, age", Assert.Throws<ArgumentException>(() => prediction.Top("kind")).Message);
        Assert.Throws<ArgumentException>(() => prediction.Value("label"));
        Assert.Throws<ArgumentException>(() => prediction.Top("age"));
    }

    [Fact]
    public async Task ManyThreads_GetTheirOwnAnswers()
    {
        using var predictor = Load(ArtifactWriter.Build(TinyModel.Content()));
        var images = Enumerable.Range(0, 8).Select(Image).ToList();
        var expected = images.Select(image => predictor.Predict(image).Value("age")).ToList();
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (i, _) =>
        {
            Assert.Equal(expected[i % 8], predictor.Predict(images[i % 8]).Value("age"));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public async Task DisposeWhileOthersPredict_RefusesLaterCalls_AndBreaksNone()
    {
        for (var round = 0; round < 5; round++)
        {
            var predictor = Load(ArtifactWriter.Build(TinyModel.Content()));
            var expected = predictor.Predict(Image(1)).Value("age");
            using var started = new CountdownEvent(4);
            var callers = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
            {
                started.Signal();
                while (true)
                {
                    Assert.Equal(expected, predictor.Predict(Image(1)).Value("age"));
                }
            }, TaskCreationOptions.LongRunning)).ToList();
            started.Wait();
            predictor.Dispose();
            predictor.Dispose();
            foreach (var caller in callers)
            {
                await Assert.ThrowsAsync<ObjectDisposedException>(() => caller);
            }
        }
    }

    [Fact]
    public async Task Cancellation_StopsBeforeTheRun()
    {
        using var predictor = Load(ArtifactWriter.Build(TinyModel.Content()));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.Throws<OperationCanceledException>(() => predictor.Predict(Image(1), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await predictor.PredictFilesAsync(["a.png"], cancelled.Token).ToListAsync());
    }

    [Theory]
    [InlineData(0, 16, "'threads' is 0; allowed: 1 to 1024")]
    [InlineData(1, 0, "'batch' is 0; allowed: 1 to 1024")]
    public void OptionOutOfRange_IsNamed(int threads, int batch, string expected) => Assert.Contains(
        expected, Assert.Throws<InvalidOptionsException>(() => Predictor.Load("any.onnx", new() { Threads = threads, Batch = batch })).Message);

    private static RgbImage Image(int seed)
    {
        var stream = new RandomStream(seed, "image");
        return new(TinyModel.Width, TinyModel.Height, [.. Enumerable.Range(0, TinyModel.Width * TinyModel.Height * 3).Select(_ => (byte)stream.NextInt32(256))]);
    }

    private Predictor Load(OnnxModel model, PredictorOptions? options = null)
    {
        model.Save(_folder["m.onnx"]);
        return Predictor.Load(_folder["m.onnx"], options);
    }
}
