using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Artifacts;
using TransferKit.Foundation;
using TransferKit.MLNet.Tests.Fixtures;
using TransferKit.Tasks;

namespace TransferKit.MLNet.Tests;

public sealed class MultiTaskTests : IDisposable
{
    private readonly Photos _photos = new();

    public sealed class Answer
    {
        [ColumnName("kind.Score")]
        public float[] Kind { get; set; } = [];

        [ColumnName("Kind")]
        public string Said { get; set; } = "";

        [ColumnName("size.Score")]
        public float Size { get; set; }

        [ColumnName("level.Score")]
        public float[] Level { get; set; } = [];

        [ColumnName("level.PredictedLabel")]
        public uint Levelled { get; set; }

        [ColumnName("tags.Score")]
        public float[] Tags { get; set; } = [];

        [ColumnName("tags.PredictedLabel")]
        public float[] Applies { get; set; } = [];
    }

    private MLContext Context => _photos.Context;

    [Fact]
    public void Tasks_OfEveryKind_AnswerAsThePredictorDoes_WithLabelsMissing()
    {
        var photos = _photos.Write(8);
        photos[0].Kind = "";
        photos[3].Size = float.NaN;
        photos[5].Tags = "";
        var data = _photos.Load(photos);
        var tasks = new MultiTaskOptions
        {
            Tasks = [LearningTask.Classification("kind", "Kind"), LearningTask.Regression("size", "Size"), LearningTask.Ordinal("level", "Size"), LearningTask.MultiLabel("tags", "Tags")],
            FeatureColumnName = nameof(Photo.Path),
            Backbone = _photos.Backbone,
            Training = new() { Threads = 1, WeightDecay = 0.01, Epochs = 20 },
        };
        using var model = Context.Transforms.MultiTask(tasks).Append(Context.Transforms.Conversion.MapKeyToValue("Kind", "kind.PredictedLabel")).Fit(data);
        var (zip, onnx) = (Path.Combine(_photos.Folder, "model.zip"), Path.Combine(_photos.Folder, "model.onnx"));
        Context.Model.Save(model, data.Schema, zip);
        model.OfType<TransferTransformer>().Single().Artifact.Save(onnx);
        using var predictor = Predictor.Load(onnx);
        var whole = Context.Data.CreateEnumerable<Answer>(model.Transform(data), false).ToList();
        var engine = Context.Model.CreatePredictionEngine<Photo, Answer>(new MLContext().Model.Load(zip, out _));

        foreach (var (photo, answer) in photos.Zip(whole))
        {
            var expected = predictor.Predict(photo.Path);
            Assert.Equal(expected.Top("kind").Label, answer.Said);
            Assert.Equal(expected.Value("size"), answer.Size, 1e-5f);
            Assert.Equal(expected.Level("level").Label, predictor.Tasks[2].Classes[(int)answer.Levelled - 1]);
            Assert.Equal(expected.Labels("tags").Select(label => label.Label), predictor.Tasks[3].Classes.Where((_, label) => answer.Applies[label] == 1));
            var later = engine.Predict(photo);
            Assert.Equivalent(answer, later, strict: true);
        }
    }

    [Fact]
    public void Regression_GivesTheScoreThatItsEvaluatorReads()
    {
        var data = _photos.Load(_photos.Write(8));
        var trainer = Context.Regression.Trainers.TransferLearning(new()
        {
            LabelColumnName = nameof(Photo.Size),
            FeatureColumnName = nameof(Photo.Path),
            Backbone = _photos.Backbone,
            Training = new() { Threads = 1, WeightDecay = 0.01, Epochs = 20 },
        });
        using var model = trainer.Fit(data);

        var metrics = Context.Regression.Evaluate(model.Transform(data), labelColumnName: nameof(Photo.Size));

        Assert.Equal(model.Run!["label"].Train!["mae"]!.Value.Value, metrics.MeanAbsoluteError, 1e-4);
    }

    [Fact]
    public void Tasks_ThatNoColumnHolds_AreRefused()
    {
        var data = _photos.Load(_photos.Write(1));

        Assert.Throws<InvalidOptionsException>(() => Context.Transforms.MultiTask(new() { Tasks = [] }));
        Assert.Contains("boxes", Assert.Throws<InvalidOptionsException>(() =>
            Context.Transforms.MultiTask(new() { Tasks = [LearningTask.Box("where")], FeatureColumnName = nameof(Photo.Path), Backbone = _photos.Backbone }).Fit(data)).Message);
    }

    public void Dispose() => _photos.Dispose();
}
