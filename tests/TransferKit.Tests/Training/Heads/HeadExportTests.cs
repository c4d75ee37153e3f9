using TransferKit.Artifacts;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;
using TransferKit.Training.Heads;
using TransferKit.Training.Optimizers;

namespace TransferKit.Tests.Training.Heads;

public class HeadExportTests
{
    [Fact]
    public void GoingOn_StartsFromTheSameAnswersUnderAnotherStandardisation()
    {
        var stream = new RandomStream(5, "export");
        var head = new HeadModel
        {
            Task = LearningTask.Classification("label"),
            Classes = ["a", "b"],
            FeatureMean = [1, -2, 0.5f],
            FeatureScale = [2, 0.5f, 1],
            Layers = [new([.. Enumerable.Range(0, 6).Select(_ => (float)stream.NextGaussian())], [0.3f, -0.1f], 3, 2)],
            Temperature = 1.7,
        };
        var raw = new FeatureMatrix([.. Enumerable.Range(0, 12).Select(_ => (float)stream.NextGaussian())], 4, 3);
        var scaler = FeatureScaler.Fit(raw, [0, 1, 2, 3]);
        var standardised = raw with { Values = [.. raw.Values] };
        scaler.Apply(standardised);

        using var predictor = new HeadPredictor(head);
        using var network = new HeadNetwork(
            new HeadPlan(KindRules.Of(TaskKind.Classification).Loss(new(0)), 3, 2, new()), 1, new AdamOptimizer(), true, new());
        HeadExport.Start(network, head, scaler);
        var logits = network.Predict(standardised.Values, [0, 1, 2, 3])[0];

        var expected = predictor.Predict(raw, [0, 1, 2, 3]);
        var found = TransferKit.Evaluation.TemperatureScaling.Softmax(logits, 2, 1);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void ANewClass_KeepsTheAnswersOfTheOldOnes()
    {
        var head = new HeadModel
        {
            Task = LearningTask.Classification("label"),
            Classes = ["a", "c"],
            FeatureMean = [0],
            FeatureScale = [1],
            Layers = [new([1, 2], [3, 4], 1, 2)],
        };

        var grown = head.WithClasses(["a", "b", "c"]).Layers[0];

        Assert.Equal([1, 0, 2], grown.Weights);
        Assert.Equal([3, 3.5f, 4], grown.Bias);
    }
}
