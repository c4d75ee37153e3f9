using TransferKit.Foundation;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;
using TransferKit.Training;
using TransferKit.Training.Heads;
using TransferKit.Training.Optimizers;
using TransferKit.Training.Schedules;

namespace TransferKit.Tests.Training.Heads;

public class HeadFitTests
{
    private const int Rows = 90;
    private const int Width = 6;
    private const int Classes = 3;

    private static readonly HeadOptions Mlp = new() { Hidden = [16], Dropout = 0.2, BatchNormalization = true };

    [Fact]
    public void LinearHead_LearnsSeparableClasses() => Assert.Equal(1, Accuracy(new()));

    [Fact]
    public void MlpWithBatchNormAndDropout_LearnsSeparableClasses() => Assert.Equal(1, Accuracy(Mlp));

    [Fact]
    public void SameSeed_GivesTheSameBits() => Assert.Equal(Weights(7, [0.1]), Weights(7, [0.1]));

    [Fact]
    public void OtherSeed_GivesOtherWeights() => Assert.NotEqual(Weights(7, [0.1]), Weights(8, [0.1]));

    [Fact]
    public void MoreDecay_GivesSmallerWeights()
    {
        var norms = Weights(7, [0.001, 0.1, 10]).Chunk(Width * Classes).Select(w => w.Sum(value => value * value)).ToArray();
        Assert.True(norms[0] > norms[1] && norms[1] > norms[2], string.Join(", ", norms));
    }

    [Fact]
    public void CandidatesSideBySide_EqualCandidatesAlone()
    {
        var together = Weights(7, [0.001, 0.1]);
        var alone = Weights(7, [0.001]).Concat(Weights(7, [0.1])).ToArray();
        Assert.All(together.Zip(alone), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void RowOfWeightZero_ChangesNothing()
    {
        var data = Data();
        var weights = Enumerable.Repeat(1.0, Rows).ToArray();
        weights[5] = 0;
        var spoilt = data with { RowWeights = weights, Labels = [.. data.Labels] };
        spoilt.Labels[5] = (spoilt.Labels[5] + 1) % Classes;
        Assert.Equal(Train(data with { RowWeights = weights }, new(), [0.1], 7, 5), Train(spoilt, new(), [0.1], 7, 5));
    }

    [Fact]
    public void InfiniteLoss_IsATypedErrorThatNamesTheRate()
    {
        var data = Data();
        data.Features[0] = float.PositiveInfinity;
        var error = Assert.Throws<TrainingDivergedException>(() => Train(data, new(), [0.1], 7, 2));
        Assert.Contains("0.01", error.Message, StringComparison.Ordinal);
        Assert.Equal(FaultKind.Usage, error.Fault);
    }

    [Fact]
    public void BatchNormFoldedIntoLayers_PredictsTheSame()
    {
        using var network = Network(Mlp, 1);
        var data = Data();
        network.Initialize(7, "test");
        new HeadFit(network, data, Settings([0.01], 7, 10), null, TimeProvider.System).Run(null, default);
        var expected = network.Predict(data.Features, data.Rows)[0];
        var values = data.Features;
        foreach (var layer in HeadExport.Layers(network, 0))
        {
            values = Apply(layer, values);
        }

        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    private static float[] Apply(TransferKit.Artifacts.DenseLayer layer, float[] values) =>
        [.. values.Chunk(layer.Inputs).SelectMany(row => Enumerable.Range(0, layer.Outputs).Select(output =>
        {
            var sum = row.Select((value, input) => value * layer.Weights[(input * layer.Outputs) + output]).Sum() + layer.Bias[output];
            return layer.Activation == TransferKit.Artifacts.Activation.Relu ? Math.Max(sum, 0) : sum;
        }))];

    private static double Accuracy(HeadOptions options)
    {
        using var network = Network(options, 1);
        var data = Data();
        network.Initialize(7, "test");
        new HeadFit(network, data, Settings([0.001], 7, 60), null, TimeProvider.System).Run(null, default);
        var outputs = network.Predict(data.Features, data.Rows)[0].Chunk(Classes);
        return outputs.Select((scores, row) => Array.IndexOf(scores, scores.Max()) == (int)data.Labels[row] ? 1.0 : 0).Average();
    }

    private static float[] Weights(int seed, double[] decay) => Train(Data(), new(), decay, seed, 20);

    private static float[] Train(HeadData data, HeadOptions options, double[] decay, int seed, int epochs)
    {
        using var network = Network(options, decay.Length);
        network.Initialize(seed, "test");
        new HeadFit(network, data, Settings(decay, seed, epochs), null, TimeProvider.System).Run(null, default);
        return [.. network.Parameters.SelectMany(candidate => candidate[0].Value.Span.ToArray())];
    }

    private static HeadNetwork Network(HeadOptions options, int candidates) =>
        new(new HeadPlan(KindRules.Of(TaskKind.Classification).Loss(new(0)), Width, Classes, options), candidates, new AdamOptimizer(), true, new());

    private static FitSettings Settings(IReadOnlyList<double> decay, int seed, int epochs) => new()
    {
        Piece = "test",
        Epochs = epochs,
        Batch = 32,
        Optimizer = new AdamOptimizer(),
        Schedule = ScheduleKind.Cosine,
        LearningRate = 0.01,
        Decay = decay,
        Seed = seed,
    };

    /// <summary>Three clusters, far apart in the first three features; the others are noise.</summary>
    private static HeadData Data()
    {
        var stream = new RandomStream(3, "clusters");
        var features = new float[Rows * Width];
        for (var i = 0; i < features.Length; i++)
        {
            var (row, column) = (i / Width, i % Width);
            features[i] = (float)(stream.NextGaussian() * 0.5) + (column == row % Classes ? 4 : 0);
        }

        return new(features, [.. Enumerable.Range(0, Rows)], [.. Enumerable.Range(0, Rows).Select(row => (double)(row % Classes))], null);
    }
}
