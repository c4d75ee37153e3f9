using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Graphs.Stages;
using TransferKit.Graphs.Tests.Fixtures;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>A stage of a convolution, a batch normalisation and a ReLU, trained with each <see cref="StageNormalization"/>.</summary>
public sealed class StageNormalizationTests
{
    private const int Batch = 5;
    private const int Channels = 4;
    private const int Positions = 8 * 8;

    [Theory]
    [InlineData(StageNormalization.Frozen, "w_2", "")]
    [InlineData(StageNormalization.Affine, "scale w_2 shift", "")]
    [InlineData(StageNormalization.BatchStatistics, "scale w_2 shift", "mean variance")]
    public void WhatIsTrained_IsWhatWasAskedFor(StageNormalization normalization, string parameters, string statistics)
    {
        var suffix = Suffix(Stages(), normalization);
        Assert.Equal(parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), suffix.Parameters.Select(p => p.Name).Order());
        Assert.Equal(statistics.Split(' ', StringSplitOptions.RemoveEmptyEntries), suffix.Statistics.Select(p => p.Name));
    }

    [Theory]
    [InlineData(StageNormalization.Affine, 17)]
    [InlineData(StageNormalization.BatchStatistics, 17)]
    [InlineData(StageNormalization.BatchStatistics, 11)]
    public void Gradients_HoldAgainstDifferencesInFloat64(StageNormalization normalization, int operatorSet)
    {
        var suffix = Suffix(Stages(operatorSet), normalization);
        var values = Values(suffix);
        using var session = Session(Derive(suffix, float64: true));
        foreach (var parameter in suffix.Parameters.Select(parameter => parameter.Name))
        {
            var gradient = Run(session, values, TrainingGraph.GradientName(parameter));
            var differences = Enumerable.Range(0, gradient.Length).Select(i => Difference(session, values, parameter, i)).ToArray();
            var error = gradient.Zip(differences, (g, d) => Math.Abs(g - d)).Max() / differences.Max(Math.Abs);
            Assert.InRange(error, 0, 1e-6);
        }
    }

    [Fact]
    public void NextStatistics_AreMovingAveragesOfThoseOfTheBatch()
    {
        var suffix = Suffix(Stages(), StageNormalization.BatchStatistics);
        var values = Values(suffix);
        var (mean, variance) = OfBatch(values);
        var (oldMean, oldVariance) = (values["mean"].Values.ToArray(), values["variance"].Values.ToArray());
        using var session = Session(Derive(suffix, float64: true));
        for (var channel = 0; channel < Channels; channel++)
        {
            Assert.Equal((0.8 * oldMean[channel]) + (0.2 * mean[channel]), Run(session, values, TrainingGraph.NextName("mean"))[channel], 1e-6);
            Assert.Equal((0.8 * oldVariance[channel]) + (0.2 * variance[channel]), Run(session, values, TrainingGraph.NextName("variance"))[channel], 1e-6);
        }
    }

    [Fact]
    public void Statistics_ConvergeToThoseOfTheData()
    {
        var suffix = Suffix(Stages(), StageNormalization.BatchStatistics);
        var values = Values(suffix);
        using var session = Session(Derive(suffix, float64: true));
        for (var step = 0; step < 80; step++)
        {
            foreach (var statistic in (string[])["mean", "variance"])
            {
                values[statistic] = values[statistic] with { Values = Run(session, values, TrainingGraph.NextName(statistic)) };
            }
        }

        var (mean, variance) = OfBatch(values);
        Assert.All(mean.Zip(values["mean"].Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(variance.Zip(values["variance"].Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory]
    [InlineData(StageNormalization.Frozen, 2, 0)]
    [InlineData(StageNormalization.Affine, 4, 0)]
    [InlineData(StageNormalization.BatchStatistics, 4, 2)]
    public void SharedConstants_AreSeparatedWhereTheyAreTrained(StageNormalization normalization, int parameters, int statistics)
    {
        var network = new TinyNetwork();
        string[] shared = [.. new[] { "ones", "zeros" }.Select((name, i) => network.Builder.Constant(Numbers(name, 1 - i, 1 - i, 1 - i, 1 - i)))];
        var bias = network.Builder.Constant(Numbers("bias", 0.1f, 0.2f, 0.3f, 0.4f));
        string Block(string input, int channels)
        {
            var map = network.Builder.Node("Conv", [input, network.Weight("w", Channels, channels, 3, 3), bias], [("pads", new[] { 1L, 1, 1, 1 })]);
            var mean = network.Builder.Node("Identity", [shared[1]]);
            return network.Relu(network.Builder.Node("BatchNormalization", [map, shared[0], shared[1], mean, shared[0]]));
        }

        var stages = StageFinder.Find(network.Done(network.Dense(network.Pooled(Block(Block("image", 3), Channels)), Channels, 3)), [1, 3, 8, 8]);
        Assert.Equal(2, stages.Count);
        var separate = SharedConstants.Separate(stages, 1, normalization);
        var suffix = TrainableSuffix.Create(separate, 1, Batch, [separate.TrunkEnd.Tensor], normalization);
        // Weight, bias, scale and shift; mean and variance, which an Identity passes on: none of them read by the frozen stage.
        Assert.Equal((parameters, statistics), (suffix.Parameters.Count, suffix.Statistics.Count));
        var trained = suffix.Parameters.Concat(suffix.Statistics).Select(constant => constant.Name).ToHashSet();
        Assert.Equal(parameters + statistics, trained.Count);
        var ofFrozen = separate[0].Nodes.SelectMany(node => separate.Topology.Graph.Node[node].Input);
        Assert.DoesNotContain(ofFrozen, trained.Contains);
        Derive(suffix, float64: false);
        // Values are what they were.
        var image = TinyNetwork.Image(3, 2 * 3 * 8 * 8);
        Assert.Equal(TinyNetwork.Run(stages.Topology.Model, image, 2, 3, 8, 8), TinyNetwork.Run(separate.Topology.Model, image, 2, 3, 8, 8));
    }

    [Fact]
    public void NothingShared_LeavesTheStages()
    {
        var stages = Stages();
        Assert.Same(stages, SharedConstants.Separate(stages, 1, StageNormalization.BatchStatistics));
    }

    private static StageList Stages(int operatorSet = 17)
    {
        var network = new TinyNetwork();
        var graph = network.Builder;
        var first = network.ConvRelu("image", 3, 3);
        string[] parts =
        [
            graph.Constant(Numbers("scale", 0.7f, 1.2f, 0.9f, 1.4f)), graph.Constant(Numbers("shift", 0.1f, -0.2f, 0.3f, 0)),
            graph.Constant(Numbers("mean", 0.4f, -0.1f, 0.2f, 0.3f)), graph.Constant(Numbers("variance", 0.5f, 1, 2, 0.8f)),
        ];
        var norm = graph.Node("BatchNormalization", [network.Conv(first, 3, Channels), .. parts], [("momentum", 0.8f)]);
        network.Dense(network.Pooled(network.Relu(norm)), Channels, 3, "logits");
        graph.Graph.Output.Add(new ValueInfoProto { Name = "logits" });
        return StageFinder.Find(OnnxModel.From(graph.ToModel(operatorSet)), [1, 3, 8, 8]);
    }

    private static TensorProto Numbers(string name, params float[] values) => Tensors.FromFloats(name, values, values.Length);

    private static TrainableSuffix Suffix(StageList stages, StageNormalization normalization) =>
        TrainableSuffix.Create(stages, 1, Batch, [stages.TrunkEnd.Tensor], normalization);

    /// <summary>The derived graph of a weighted sum of the map's squares: a plain sum would not depend on what a normalisation takes out.</summary>
    private static DerivedGraph Derive(TrainableSuffix suffix, bool float64)
    {
        var end = suffix.Model.Graph.Output.Single().Name;
        var shape = TensorShapes.Of(suffix.Model)[end];
        var graph = new GraphBuilder("loss");
        graph.Input(end, DataType.Float, shape.Select(d => (long?)d));
        var weights = graph.Constant(Tensors.FromFloats("weights", TinyNetwork.Image(5, (int)Tensors.Count(shape)), shape));
        graph.Node("ReduceSum", [graph.Node("Mul", [graph.Node("Mul", [end, end]), weights])], [("keepdims", 0L)], output: "loss");
        graph.Output("loss", DataType.Float);
        return TrainingGraph.Derive(
            [suffix.Model, graph.ToModel()], "loss", [.. suffix.Parameters.Select(p => p.Name)],
            new() { Float64 = float64, Statistics = [.. suffix.Statistics.Select(s => s.Name)] });
    }

    private static InferenceSession Session(DerivedGraph derived)
    {
        using var options = new SessionSettings().ToOptions();
        return new(derived.Model.ToByteArray(), options);
    }

    /// <summary>What the graph reads, as it lies there: the layouts of small graphs in float64 are followed by <see cref="Stored"/>.</summary>
    private static Dictionary<string, (long[] Shape, double[] Values)> Values(TrainableSuffix suffix)
    {
        var derived = Derive(suffix, float64: true);
        var stream = new RandomStream(1, "cut");
        var values = suffix.Parameters.Concat(suffix.Statistics).ToDictionary(p => p.Name, p => Array.ConvertAll(Tensors.ToFloats(p), value => (double)value));
        values.Add(suffix.Cut, [.. Enumerable.Range(0, (int)Tensors.Count(derived.Layouts[suffix.Cut].Shape)).Select(_ => stream.NextGaussian())]);
        return values.ToDictionary(value => value.Key, value => Stored(derived, value.Key, value.Value));
    }

    private static (long[] Shape, double[] Values) Stored(DerivedGraph derived, string name, double[] values)
    {
        var stored = new double[values.Length];
        derived.Layouts[name].Store<double>(values, stored);
        return (derived.Layouts[name].Stored, stored);
    }

    /// <summary>Mean and variance of the convolution's channels, by a plain run of the stage's own weights in float32.</summary>
    private static (double[] Mean, double[] Variance) OfBatch(Dictionary<string, (long[] Shape, double[] Values)> values)
    {
        var stages = Stages();
        var norm = stages.Topology.Graph.Node.Single(node => node.OpType == "BatchNormalization");
        var piece = SubModel.Extract(stages, [stages[0].OutputTensor], [norm.Input[0]]);
        // The cut lies as rows: positions, images, channels.
        var (rows, channels) = (values[stages[0].OutputTensor].Values, 3);
        var image = new float[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var (position, rest) = (i / (Batch * channels), i % (Batch * channels));
            image[(rest / channels * channels * Positions) + (rest % channels * Positions) + position] = (float)rows[i];
        }

        var map = TinyNetwork.Run(piece, image, Batch, channels, 8, 8)[0];
        var byChannel = map.Select((value, i) => (value, Channel: i / Positions % Channels)).GroupBy(pair => pair.Channel, pair => (double)pair.value).ToList();
        var means = byChannel.Select(group => group.Average()).ToArray();
        return (means, [.. byChannel.Select((group, i) => group.Average(value => (value - means[i]) * (value - means[i])))]);
    }

    private static double Difference(InferenceSession session, Dictionary<string, (long[] Shape, double[] Values)> values, string parameter, int index)
    {
        const double Step = 1e-5;
        var numbers = values[parameter].Values;
        var kept = numbers[index];
        numbers[index] = kept + Step;
        var above = Run(session, values, "loss")[0];
        numbers[index] = kept - Step;
        var below = Run(session, values, "loss")[0];
        numbers[index] = kept;
        return (above - below) / (2 * Step);
    }

    private static double[] Run(InferenceSession session, Dictionary<string, (long[] Shape, double[] Values)> values, string output)
    {
        using var options = new RunOptions();
        var inputs = session.InputNames.ToDictionary(name => name, name => OrtValue.CreateTensorValueFromMemory(values[name].Values, values[name].Shape));
        using var results = session.Run(options, inputs, [output]);
        inputs.Values.ToList().ForEach(value => value.Dispose());
        return results[0].GetTensorDataAsSpan<double>().ToArray();
    }
}
