using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.Imaging;
using TransferKit.MLNet.Tests.Fixtures;
using TransferKit.Tasks;
using TransferKit.Training;

namespace TransferKit.MLNet.Tests;

public sealed class OtherDirectionTests : IDisposable
{
    private readonly Photos _photos = new();

    private MLContext Context => _photos.Context;

    public sealed class Pixels
    {
        [ColumnName("image")]
        public float[] Image { get; set; } = [];
    }

    public sealed class Answer
    {
        [ColumnName("label")]
        public float[] Label { get; set; } = [];
    }

    /// <summary>The lines of docs/model-file.md.</summary>
    [Fact]
    public async Task AnyModelFile_LoadsWithApplyOnnxModel()
    {
        var photos = _photos.Write(6);
        var run = await TransferTrainer.FineTuneAsync(_photos.Backbone, ImageDataset.FromFolders(_photos.Folder).Split(7), new() { Threads = 1, WeightDecay = 0.01 });
        var file = Path.Combine(_photos.Folder, "M.onnx");
        run.Save(file);
        var context = Context;
        var data = _photos.Load(photos);

        var (width, height) = (_photos.Backbone.Input.Width, _photos.Backbone.Input.Height);
        var image = SchemaDefinition.Create(typeof(Pixels));
        image["image"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3, height, width);
        var pipeline = context.Transforms.CustomMapping<Photo, Pixels>(
                (photo, pixels) => ImageDecoder.Decode(photo.Path, width, height, ResizeMode.Stretch).CopyToPlanar(pixels.Image = new float[3 * width * height]),
                contractName: null, outputSchemaDefinition: image)
            .Append(context.Transforms.ApplyOnnxModel(outputColumnNames: ["label"], inputColumnNames: ["image"], modelFile: file));
        var scores = context.Data.CreateEnumerable<Answer>(pipeline.Fit(data).Transform(data), false, ignoreMissingColumns: true).ToList();

        using var predictor = Predictor.Load(file);
        Assert.Equal(photos.Select(photo => predictor.Predict(photo.Path).Output("label").ToArray()), scores.Select(score => score.Label));
    }

    [Theory]
    [InlineData(nameof(Photo.Path))]
    [InlineData(nameof(Photo.Bytes))]
    public async Task AnyData_BecomeADataSet(string column)
    {
        var photos = _photos.Write(3);
        (photos[1].Kind, photos[2].Size) = ("a \"quoted\", b", float.NaN);
        var folder = Directory.CreateDirectory(Path.Combine(_photos.Folder, "table")).FullName;

        var dataset = await _photos.Load(photos).ToImageDatasetAsync(column, [LearningTask.Classification("kind", "Kind"), LearningTask.Regression("size", "Size")], folder, nameof(Photo.Tags));

        Assert.Equal(photos.Count, dataset.Samples.Count);
        var classes = dataset.ClassesOf(dataset.Tasks[0]);
        Assert.Equal(photos.Select(photo => photo.Kind), dataset.Samples.Select(sample => classes[(int)sample.Labels[0]!.Value]));
        Assert.Equal(photos.Select(photo => float.IsNaN(photo.Size) ? null : (double?)photo.Size), dataset.Samples.Select(sample => sample.Labels[1]));
        Assert.Equal(photos.Select(photo => photo.Tags), dataset.Samples.Select(sample => sample.Group));
    }

    [Fact]
    public void PermutationImportance_NamesTheFeatures()
    {
        var data = _photos.Load(_photos.Write(8));
        var pipeline = Context.Transforms.Conversion.MapValueToKey("Label", nameof(Photo.Kind))
            .Append(Context.Transforms.TransferFeatures("Features", nameof(Photo.Path), _photos.Backbone, new() { Threads = 1 }))
            .AppendCacheCheckpoint(Context)
            .Append(Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(historySize: 5));
        var model = pipeline.Fit(data);

        var importance = Context.MulticlassClassification.PermutationFeatureImportance(model, model.Transform(data));

        Assert.Equal(FeatureModel.Of(_photos.Backbone).Columns.Order(), importance.Keys.Order());
        Assert.Contains(importance.Values, change => change.MicroAccuracy.Mean < 0);
    }

    /// <summary>One cursor reads the labels and one the images: a label must never come to stand beside another image.</summary>
    [Theory]
    [InlineData(6, 4)]
    [InlineData(4, 6)]
    public async Task Data_ThatGiveOtherRowsTheSecondTime_AreAnError(int first, int second)
    {
        var photos = _photos.Write(2);
        var readings = 0;
        IEnumerable<Photo> Changing() => photos.Take(readings++ == 0 ? first : second);
        var data = _photos.Load(Enumerable.Range(0, 1).SelectMany(_ => Changing()));

        var error = await Record.ExceptionAsync(() => data.ToImageDatasetAsync(
            nameof(Photo.Path), [LearningTask.Classification(nameof(Photo.Kind))], Directory.CreateDirectory(Path.Combine(_photos.Folder, "table")).FullName));

        Assert.Contains("other rows when they were read a second time", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _photos.Dispose();
}
