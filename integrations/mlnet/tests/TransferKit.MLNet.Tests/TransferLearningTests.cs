using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.MLNet.Pictures;
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
        // ML.NET finds the accuracy that the library measured on the same rows.
        Assert.Equal(model.LastTransformer.Run!["label"].Train!["accuracy"]!.Value.Value, Context.MulticlassClassification.Evaluate(scored).MicroAccuracy, 6);
    }

    [Fact]
    public void CrossValidate_TrainsAModelAFold()
    {
        var data = Keyed(_photos.Write(8));

        var folds = Context.MulticlassClassification.CrossValidate(data, Trainer(new()), numberOfFolds: 3);

        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.True(fold.Metrics.MicroAccuracy > 1.0 / 3, $"{fold.Metrics.MicroAccuracy}"));
        Assert.Equal(24, folds.Sum(fold => fold.ScoredHoldOutSet.GetColumn<float[]>("Score").Count()));
    }

    [Fact]
    public void ABadImage_StopsTraining_OrIsLeftOutAndScoredAsMissing()
    {
        var photos = _photos.Write(8);
        photos[5].Path = Path.Combine(_photos.Folder, "tiny.onnx");
        var data = Keyed(photos);
        var log = new List<string>();
        Context.Log += (_, message) => log.Add(message.Message);
        Assert.Throws<InvalidDatasetException>(() => Trainer(new()).Fit(data));

        using var model = Trainer(new() { BadImages = BadImages.Missing }).Fit(data);

        Assert.Equal(23, model.Run!.Split.Train.Count);
        Assert.Contains(log, message => message.Contains("1 images could not be read and are not learned from", StringComparison.Ordinal));
        var scored = Context.Transforms.Conversion.MapKeyToValue("Said", "PredictedLabel").Fit(model.Transform(data)).Transform(model.Transform(data));
        var answers = Context.Data.CreateEnumerable<Answer>(scored, false).ToList();
        Assert.All(answers[5].Score, score => Assert.True(float.IsNaN(score)));
        Assert.Equal("", answers[5].Said);
        Assert.NotEqual("", answers[5].ImageError);
        Assert.Equal(1, answers.Count(answer => answer.ImageError.Length > 0));
        var engine = Context.Model.CreatePredictionEngine<Photo, Answer>(model);
        Assert.True(float.IsFinite(engine.Predict(photos[4]).Score[0]));
        Assert.True(float.IsNaN(engine.Predict(photos[5]).Score[0]));
        Assert.True(float.IsFinite(engine.Predict(photos[6]).Score[0]));
    }

    [Fact]
    public void Training_TellsItsProgress_AndStops()
    {
        var data = Keyed(_photos.Write(4));
        var log = new List<string>();
        Context.Log += (_, message) => log.Add(message.Message);
        Trainer(new()).Fit(data).Dispose();
        Assert.Contains(log, message => message.Contains("features: 12 of 12", StringComparison.Ordinal));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Trainer(new() { CancellationToken = stopped.Token }).Fit(data));
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
