using System.Diagnostics;
using System.Numerics.Tensors;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Graphs.Stages;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Bench.Memorising;

/// <summary>Whether trained stages alone can learn random labels by heart: the head behind them is random and stays so.</summary>
/// <param name="Architecture">torchvision's name.</param>
/// <param name="Retrain">Which stages were trained.</param>
/// <param name="From">The first of them.</param>
/// <param name="Parameters">How many values were trained.</param>
/// <param name="Steps">The steps after which every label was right, or those tried.</param>
/// <param name="Before">The share of right labels before the first step.</param>
/// <param name="Accuracy">The share after the last.</param>
/// <param name="Loss">The mean cross-entropy after the last step.</param>
/// <param name="Change">norm(weights - start) / norm(start) of what was trained.</param>
/// <param name="Seconds">The time of the steps.</param>
internal sealed record Memorisation(
    string Architecture, string Retrain, string From, int Parameters, int Steps, double Before, double Accuracy, double Loss, double Change, double Seconds)
{
    private const string LogitsOutput = "memorising.logits";
    private const string LossOutput = "memorising.loss";

    /// <summary>Trains with Adam (Kingma and Ba 2015), all pictures in each step, until every label is right.</summary>
    /// <param name="architecture">torchvision's name.</param>
    /// <param name="stages">The backbone.</param>
    /// <param name="retrain"><c>last:N</c> or <c>from:STAGE</c>.</param>
    /// <param name="pictures">What is to be remembered.</param>
    /// <param name="most">The most steps.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="threads">Threads of a step.</param>
    public static Memorisation Of(string architecture, StageList stages, string retrain, Pictures pictures, int most, double rate, int threads)
    {
        var first = stages.Resolve(retrain);
        var end = stages.TrunkEnd.Tensor;
        var cut = Values(stages, TrainableSuffix.CutBefore(stages, first), pictures);
        var suffix = TrainableSuffix.Create(stages, first, Pictures.Count, [end]);
        var derived = TrainingGraph.Derive([suffix.Model, Head(stages, pictures)], LossOutput, [.. suffix.Parameters.Select(p => p.Name)]);
        using var graph = new BoundGraph(derived, threads,
        [
            (LossOutput, []), (LogitsOutput, [Pictures.Count, Pictures.Classes]),
            .. suffix.Parameters.Select(p => (TrainingGraph.GradientName(p.Name), derived.Layouts[p.Name].Stored)),
        ]);
        graph.Write(suffix.Cut, cut);
        suffix.Parameters.ToList().ForEach(p => graph.Write(p.Name, Tensors.ToFloats(p)));
        var moments = suffix.Parameters.Select(p => (First: new float[Tensors.Count(p)], Second: new float[Tensors.Count(p)])).ToArray();
        var starts = suffix.Parameters.Select(p => graph.Input(p.Name).ToArray()).ToArray();

        graph.Run();
        var (before, step, watch) = (ShareRight(graph, pictures), 0, Stopwatch.StartNew());
        while (step < most && ShareRight(graph, pictures) < 1)
        {
            step++;
            foreach (var (parameter, (mean, square)) in suffix.Parameters.Zip(moments))
            {
                Adam(graph.Input(parameter.Name), graph.Output(TrainingGraph.GradientName(parameter.Name)), mean, square, rate, step);
            }

            graph.Run();
        }

        var moved = suffix.Parameters.Zip(starts, (p, start) => Math.Pow(TensorPrimitives.Distance(graph.Input(p.Name), start), 2)).Sum();
        return new(
            architecture, retrain, stages[first].Name, starts.Sum(start => start.Length), step, before, ShareRight(graph, pictures), graph.Output(LossOutput)[0],
            Math.Sqrt(moved / starts.Sum(start => Math.Pow(TensorPrimitives.Norm<float>(start), 2))), watch.Elapsed.TotalSeconds);
    }

    private static double ShareRight(BoundGraph graph, Pictures pictures)
    {
        var logits = graph.Output(LogitsOutput).ToArray();
        return pictures.Labels.Index().Average(label =>
            TensorPrimitives.IndexOfMax<float>(logits.AsSpan(label.Index * Pictures.Classes, Pictures.Classes)) == label.Item ? 1.0 : 0);
    }

    private static void Adam(Span<float> weights, ReadOnlySpan<float> gradient, float[] mean, float[] square, double rate, int step)
    {
        const float First = 0.9f, Second = 0.999f, Epsilon = 1e-8f;
        var scale = (float)(rate * Math.Sqrt(1 - Math.Pow(Second, step)) / (1 - Math.Pow(First, step)));
        for (var i = 0; i < weights.Length; i++)
        {
            mean[i] = (First * mean[i]) + ((1 - First) * gradient[i]);
            square[i] = (Second * square[i]) + ((1 - Second) * gradient[i] * gradient[i]);
            weights[i] -= scale * mean[i] / (MathF.Sqrt(square[i]) + Epsilon);
        }
    }

    /// <summary>A tensor of the backbone for all pictures.</summary>
    private static float[] Values(StageList stages, string tensor, Pictures pictures)
    {
        if (tensor == stages.Topology.DataInput)
        {
            return pictures.Images;
        }

        using var session = new SharedSession(SubModel.Extract(stages, tensor));
        return session.Run(pictures.Images, pictures.Shape)[0].Values;
    }

    /// <summary>What a head reads, standardised as on the untrained trunk, times random weights that stay, and the mean cross-entropy.</summary>
    private static ModelProto Head(StageList stages, Pictures pictures)
    {
        var end = stages.TrunkEnd.Tensor;
        var shape = stages.Shapes.Of(end);
        var width = shape.Length == 3 ? shape[2] : shape[1];
        var (mean, scale) = Standardisation(Pooled(shape, Values(stages, end, pictures)), (int)width);
        var stream = new RandomStream(7, "head");
        var weights = Enumerable.Range(0, (int)width * Pictures.Classes).Select(_ => (float)(stream.NextGaussian() / Math.Sqrt(width))).ToArray();
        var targets = new float[Pictures.Count * Pictures.Classes];
        pictures.Labels.Index().ToList().ForEach(label => targets[(label.Index * Pictures.Classes) + label.Item] = -1f / Pictures.Count);

        var graph = new GraphBuilder("head");
        graph.Input(end, DataType.Float, [Pictures.Count, .. shape[1..].Select(d => (long?)d)]);
        var features = shape.Length switch
        {
            4 => graph.Node("Flatten", [graph.Node("GlobalAveragePool", [end])]),
            3 => graph.Node("Gather", [end, graph.Constant(Tensors.FromLongs("token", [0L]))], [("axis", 1L)]),
            _ => end,
        };
        var standardised = graph.Node("Mul", [
            graph.Node("Sub", [features, graph.Constant(Tensors.FromFloats("mean", mean, width))]), graph.Constant(Tensors.FromFloats("scale", scale, width))]);
        graph.Node("MatMul", [standardised, graph.Constant(Tensors.FromFloats("weights", weights, width, Pictures.Classes))], output: LogitsOutput);
        var scores = graph.Node("Mul", [
            graph.Node("LogSoftmax", [LogitsOutput], [("axis", 1L)]), graph.Constant(Tensors.FromFloats("targets", targets, Pictures.Count, Pictures.Classes))]);
        graph.Node("ReduceSum", [scores], [("keepdims", 0L)], output: LossOutput);
        graph.Output(LossOutput, DataType.Float);
        graph.Output(LogitsOutput, DataType.Float, Pictures.Count, Pictures.Classes);
        return graph.ToModel();
    }

    /// <summary>The mean of a map, the first token, or the features as they are: [N, width].</summary>
    private static float[][] Pooled(long[] shape, float[] values) => [.. values.Chunk(values.Length / Pictures.Count).Select(image => shape.Length switch
    {
        4 => [.. image.Chunk((int)(shape[2] * shape[3])).Select(map => map.Average())],
        3 => image[..(int)shape[2]],
        _ => image,
    })];

    private static (float[] Mean, float[] Scale) Standardisation(float[][] features, int width)
    {
        var mean = Enumerable.Range(0, width).Select(i => features.Average(row => row[i])).ToArray();
        var deviation = Enumerable.Range(0, width).Select(i => Math.Sqrt(features.Average(row => Math.Pow(row[i] - mean[i], 2))));
        // A feature that is the same for all pictures stays small.
        return (mean, [.. deviation.Select(d => (float)(1 / Math.Max(d, 1e-3)))]);
    }
}
