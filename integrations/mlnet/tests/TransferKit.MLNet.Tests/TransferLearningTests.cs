using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.MLNet.Tests.Fixtures;
using TransferKit.Training;

namespace TransferKit.MLNet.Tests;

public sealed class TransferLearningTests : IDisposable
{
    private readonly Photos _photos = new();

    public sealed class Answer
    {
        public float[] Score { get; set; } = [];

        public string Said { get; set; } = "";

        public string ImageError { get; set; } = "";
    }

    public sealed class Key
    {
        public string Kind { get; set; } = "";
    }

    private static readonly string[] Kinds = ["red", "yellow", "green", "blue"];

    private MLContext Context => _photos.Context;

    [Fact]
    public async Task Model_IsTheOneThatTheLibraryTrains()
    {
        var photos = _photos.Write(10);
        var (train, dev) = (photos.Where((_, row) => row % 10 < 7).ToList(), photos.Where((_, row) => row % 10 >= 7).ToList());
        var pipeline = Pipeline(new() { ValidationSet = Keyed(dev) });
        var model = pipeline.Fit(_photos.Load(train)).LastTransformer;

        var table = Path.Combine(_photos.Folder, "table.csv");
        File.WriteAllLines(table, [
            "path,split,label",
            .. train.Select(photo => $"{photo.Path},train,{photo.Kind}"),
            .. dev.Select(photo => $"{photo.Path},dev,{photo.Kind}")]);
        var split = ImageDataset.FromCsv(table).Split(7, new() { Test = 0 });
        var run = await TransferTrainer.FineTuneAsync(_photos.Backbone, split, Training);

        Assert.Equal(run.Dev!.ToString(), model.Run!.Dev!.ToString());
        Assert.Equal(HeadReader.Read(run.ToModel())[0].Layers[0].Weights, HeadReader.Read(model.Artifact)[0].Layers[0].Weights);
    }

    [Theory]
    [InlineData(nameof(Photo.Path))]
    [InlineData(nameof(Photo.Bytes))]
    public void Answers_AreThoseOfThePredictor_HereAndAfterLoading(string column)
    {
        var photos = _photos.Write(8);
        var data = _photos.Load(photos);
        using var model = Pipeline(new(), column).Append(Context.Transforms.Conversion.MapKeyToValue(nameof(Answer.Said), "PredictedLabel")).Fit(data);
        var (zip, onnx) = (Path.Combine(_photos.Folder, "model.zip"), Path.Combine(_photos.Folder, "model.onnx"));
        Context.Model.Save(model, data.Schema, zip);
        model.OfType<TransferTransformer>().Single().Artifact.Save(onnx);
        var loaded = new MLContext().Model.Load(zip, out _);
        var whole = Context.Data.CreateEnumerable<Answer>(model.Transform(data), false, ignoreMissingColumns: true).ToList();
        using var predictor = Predictor.Load(onnx);
        var (here, there) = (Context.Model.CreatePredictionEngine<Photo, Answer>(model), Context.Model.CreatePredictionEngine<Photo, Answer>(loaded));

        foreach (var (photo, answer) in photos.Zip(whole))
        {
            var expected = predictor.Predict(photo.Path);
            // Keys stand in the order in which labels came: that of the folders, which is the predictor's.
            Assert.Equal(expected.Scores("label").Select(score => score.Score), answer.Score, (a, b) => Math.Abs(a - b) < 1e-6f);
            Assert.Equal(expected.Top("label").Label, answer.Said);
            Assert.Equal(answer.Score, here.Predict(photo).Score);
            Assert.Equal(answer.Score, there.Predict(photo).Score);
            Assert.Equal(answer.Said, there.Predict(photo).Said);
        }
    }

    [Fact]
    public void Scores_StandInTheOrderOfTheKeys_WithTheirNames()
    {
        var photos = _photos.Write(8);
        photos.Reverse();
        // A key that no row has: an evaluator wants a score for it all the same.
        var label = Context.Transforms.Conversion.MapValueToKey("Label", nameof(Photo.Kind), keyData: Context.Data.LoadFromEnumerable(Kinds.Select(kind => new Key { Kind = kind })));
        using var model = label.Append(Trainer(new())).Fit(_photos.Load(photos));

        var scored = model.Transform(_photos.Load(photos));

        var (slots, keys) = (default(VBuffer<ReadOnlyMemory<char>>), default(VBuffer<ReadOnlyMemory<char>>));
        scored.Schema["Score"].GetSlotNames(ref slots);
        scored.Schema["PredictedLabel"].GetKeyValues(ref keys);
        Assert.Equal(Kinds, slots.DenseValues().Select(name => name.ToString()));
        Assert.Equal(Kinds, keys.DenseValues().Select(name => name.ToString()));
        Assert.All(scored.GetColumn<float[]>("Score"), scores => Assert.Equal(0, scores[1]));
        Assert.True(Context.MulticlassClassification.Evaluate(scored).MicroAccuracy > 0.9);
    }

    public void Dispose() => _photos.Dispose();

    private static FineTuneOptions Training => new() { Seed = 7, Threads = 1, WeightDecay = 0.01, Epochs = 30 };

    private EstimatorChain<TransferTransformer> Pipeline(TransferLearningOptions options, string column = nameof(Photo.Path)) =>
        Context.Transforms.Conversion.MapValueToKey("Label", nameof(Photo.Kind)).Append(Trainer(options with { FeatureColumnName = column }));

    private TransferLearningEstimator Trainer(TransferLearningOptions options) => Context.MulticlassClassification.Trainers.TransferLearning(
        options with { Backbone = _photos.Backbone, Training = Training, Threads = 2, FeatureColumnName = options.FeatureColumnName == "Features" ? nameof(Photo.Path) : options.FeatureColumnName });

    private IDataView Keyed(IEnumerable<Photo> photos)
    {
        var data = _photos.Load(photos);
        return Context.Transforms.Conversion.MapValueToKey("Label", nameof(Photo.Kind)).Fit(data).Transform(data);
    }
}
