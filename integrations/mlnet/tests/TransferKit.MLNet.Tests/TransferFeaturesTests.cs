using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.MLNet.Pictures;
using TransferKit.MLNet.Tests.Fixtures;

namespace TransferKit.MLNet.Tests;

public sealed class TransferFeaturesTests : IDisposable
{
    private readonly Photos _photos = new();

    public sealed class Answer
    {
        public float[] Features { get; set; } = [];
    }

    [Theory]
    [InlineData(nameof(Photo.Path))]
    [InlineData(nameof(Photo.Bytes))]
    public async Task Features_AreThoseOfTheLibrary(string column)
    {
        var photos = _photos.Write(4);
        var data = _photos.Load(photos);

        var features = Read(Estimator(column).Fit(data).Transform(data));

        using var extractor = new FeatureExtractor(_photos.Backbone, options: new() { Threads = 1 });
        var expected = await extractor.ExtractAsync(ImageDataset.FromFolders(_photos.Folder).Samples);
        Assert.Equal(photos.Count, features.Count);
        for (var row = 0; row < features.Count; row++)
        {
            Assert.Equal(expected.Matrix.Row(row).ToArray(), features[row], (a, b) => Math.Abs(a - b) < 1e-5f);
        }
    }

    [Fact]
    public void RowByRow_AndAfterLoading_GiveTheSameValues()
    {
        var photos = _photos.Write(2);
        var data = _photos.Load(photos);
        var context = _photos.Context;
        using var model = Estimator(nameof(Photo.Path)).Fit(data);
        var file = Path.Combine(_photos.Folder, "features.zip");
        context.Model.Save(model, data.Schema, file);
        var loaded = new MLContext().Model.Load(file, out _);
        var whole = Read(model.Transform(data));

        var (here, there) = (context.Model.CreatePredictionEngine<Photo, Answer>(model), context.Model.CreatePredictionEngine<Photo, Answer>(loaded));

        for (var row = 0; row < photos.Count; row++)
        {
            Assert.Equal(whole[row], here.Predict(photos[row]).Features);
            Assert.Equal(whole[row], there.Predict(photos[row]).Features);
        }

        Assert.Equal(model.GetOutputSchema(data.Schema).Select(column => column.Name), loaded.GetOutputSchema(data.Schema).Select(column => column.Name));
    }

    [Fact]
    public void Columns_AreTheDatasOwnAndOneMore_WithNamedSlots()
    {
        var data = _photos.Load(_photos.Write(1));
        var model = Estimator(nameof(Photo.Path)).Fit(data);

        var schema = model.Transform(data).Schema;

        Assert.Equal([.. data.Schema.Select(column => column.Name), "Features"], schema.Select(column => column.Name));
        var slots = default(VBuffer<ReadOnlyMemory<char>>);
        schema["Features"].GetSlotNames(ref slots);
        var spec = FeatureSpec.Default(_photos.Backbone);
        Assert.Equal(FeatureModel.Of(_photos.Backbone, spec).Columns, slots.DenseValues().Select(slot => slot.ToString()));
        Assert.Equal(slots.Length, ((VectorDataViewType)schema["Features"].Type).Size);
    }

    [Fact]
    public void Trainers_LearnFromFeatures()
    {
        var data = _photos.Load(_photos.Write(8));
        var context = _photos.Context;
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label", nameof(Photo.Kind))
            .Append(Estimator(nameof(Photo.Path)))
            .AppendCacheCheckpoint(context)
            .Append(context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(historySize: 5));

        var metrics = context.MulticlassClassification.Evaluate(pipeline.Fit(data).Transform(data));

        Assert.True(metrics.MacroAccuracy > 0.9, $"{metrics.MacroAccuracy}");
    }

    [Fact]
    public void Rows_KeepTheirOrderAndTheirOwnColumns()
    {
        var photos = _photos.Write(12);
        var data = _photos.Load(photos);
        var scored = Estimator(nameof(Photo.Path), new() { Threads = 3 }).Fit(data).Transform(data);

        var kinds = scored.GetColumn<string>(nameof(Photo.Kind)).ToList();

        Assert.Equal(photos.Select(photo => photo.Kind), kinds);
        Assert.Equal(Read(Estimator(nameof(Photo.Path), new() { Threads = 1 }).Fit(data).Transform(data)), Read(scored));
    }

    [Fact]
    public void ABadImage_IsAnErrorThatNamesRowAndFile()
    {
        var photos = _photos.Write(2);
        photos[3].Path = Path.Combine(_photos.Folder, "nowhere.bmp");
        var data = _photos.Load(photos);

        // ML.NET reads with threads of its own and wraps what they throw.
        var thrown = Record.Exception(() => Read(Estimator(nameof(Photo.Path)).Fit(data).Transform(data)));
        var error = Causes(thrown).OfType<InvalidImageException>().First();

        Assert.Contains("Row 3", error.Message);
        Assert.Equal(photos[3].Path, error.Path);
    }

    [Fact]
    public void Data_ThatGiveFewerRowsTheSecondTime_AreAnError()
    {
        var photos = _photos.Write(2);
        var readings = 0;
        IEnumerable<Photo> Shrinking() => photos.Take(readings++ == 0 ? 6 : 4);
        var data = _photos.Load(Enumerable.Range(0, 1).SelectMany(_ => Shrinking()));
        var scored = Estimator(nameof(Photo.Path)).Fit(data).Transform(data);

        var thrown = Record.Exception(() => Read(WithSize(scored)));

        Assert.Contains(Causes(thrown), error => error.Message.Contains("other rows when they were read a second time", StringComparison.Ordinal));

        // A column of the data's own, so that both cursors read them.
        IDataView WithSize(IDataView view) => _photos.Context.Transforms.Concatenate("Features", "Features", nameof(Photo.Size)).Fit(view).Transform(view);
    }

    [Theory]
    [InlineData(nameof(Photo.Path))]
    [InlineData(nameof(Photo.Bytes))]
    public void ABadImage_IsMissing_WhereThatIsAllowed_AndNeverTheOneBefore(string column)
    {
        var photos = _photos.Write(3);
        foreach (var bad in new[] { 1, 2, 7 })
        {
            (photos[bad].Path, photos[bad].Bytes) = (Path.Combine(_photos.Folder, "tiny.onnx"), [1, 2, 3]);
        }

        photos[7] = new() { Kind = "blue" };
        var data = _photos.Load(photos);
        var warnings = new List<string>();
        _photos.Context.Log += (_, log) => warnings.Add(log.Message);
        using var model = Estimator(column, new() { BadImages = BadImages.Missing }).Fit(data);

        var scored = model.Transform(data);
        var (features, reasons) = (Read(scored), scored.GetColumn<string>("ImageError").ToList());

        Assert.Equal([1, 2, 7], Enumerable.Range(0, photos.Count).Where(row => features[row].All(float.IsNaN)));
        Assert.Equal([1, 2, 7], Enumerable.Range(0, photos.Count).Where(row => reasons[row].Length > 0));
        Assert.Equal(6, features.Count(row => row.All(float.IsFinite)));
        Assert.Contains(warnings, warning => warning.Contains("3 of 9 images could not be read", StringComparison.Ordinal));
        var engine = _photos.Context.Model.CreatePredictionEngine<Photo, Answer>(model);
        Assert.Equal(features[0], engine.Predict(photos[0]).Features);
        Assert.All(engine.Predict(photos[1]).Features, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void WrongColumns_AreRefusedWithWhatThereIs()
    {
        var data = _photos.Load(_photos.Write(1));

        Assert.Contains("Did you mean 'Path'?", Assert.Throws<InvalidOptionsException>(() => Estimator("Pat").Fit(data)).Message);
        Assert.Contains("holds Single", Assert.Throws<InvalidOptionsException>(() => Estimator(nameof(Photo.Size)).Fit(data)).Message);
        Assert.Throws<InvalidOptionsException>(() => Estimator(nameof(Photo.Path), new() { Threads = 0 }));
    }

    public void Dispose() => _photos.Dispose();

    private TransferFeaturesEstimator Estimator(string column, TransferFeaturesOptions? options = null) =>
        _photos.Context.Transforms.TransferFeatures("Features", column, _photos.Backbone, options ?? new() { Threads = 2 });

    private static IEnumerable<Exception> Causes(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }

    private static List<float[]> Read(IDataView data) => [.. data.GetColumn<float[]>("Features")];
}
