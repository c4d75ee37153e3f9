using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>
/// Batch normalisation of channels (Ioffe and Szegedy 2015). Frozen, it is a scale and a shift; with the batch's own statistics it is
/// lowered to means, products and a square root, whose rules give the gradient through the statistics too.
/// </summary>
internal sealed class BatchNormalizationRule : OperatorRule
{
    public override string OperatorType => "BatchNormalization";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        if (IsOfBatch(context, node))
        {
            context.PerChannel(node.Input[0], node.Output[0], x => OfBatch(context, node, x));
        }
        else
        {
            var (scale, shift) = Affine(context, node);
            if (ReluBehind(context, node, scale, shift) is { } relu)
            {
                context.DefineRows(relu.Output[0], ScaledRelu(context, context.Rows(node.Input[0]), MapShape.Of(context.Shape(node.Input[0])).Rows, scale, shift));
                return;
            }

            context.PerChannel(node.Input[0], node.Output[0], x => context.Node("Add", [context.Node("Mul", [x, scale]), shift]));
        }
    }

    /// <summary>Whether each batch is normalised by its own statistics: the node says so, or its statistics are to follow the batches.</summary>
    public static bool IsOfBatch(LoweringContext context, NodeProto node) =>
        node.Long("training_mode", 0) == 1 || node.Input.Skip(TrainedConstants.MeanInput).All(context.Options.Statistics.Contains);

    /// <summary>Frozen statistics as a scale and a shift a channel.</summary>
    public static (string Scale, string Shift) Affine(LoweringContext context, NodeProto node)
    {
        var epsilon = context.Scalar(node.Float("epsilon", 1e-5f));
        var (gamma, beta, mean, variance) = (context.Plain(node.Input[1]), context.Plain(node.Input[2]), context.Plain(node.Input[3]), context.Plain(node.Input[4]));
        var scale = context.Node("Div", [gamma, context.Node("Sqrt", [context.Node("Add", [variance, epsilon])])]);
        return (scale, context.Node("Sub", [beta, context.Node("Mul", [mean, scale])]));
    }

    /// <summary>The activation that can be computed in the same pass: it reads a map, and only the map needs a gradient.</summary>
    private static NodeProto? ReluBehind(LoweringContext context, NodeProto node, string scale, string shift) =>
        context.Type == DataType.Float && context.Shape(node.Input[0]).Length == 4 && !context.Needed.Contains(scale) && !context.Needed.Contains(shift)
        && context.SoleReader(node.Output[0]) is { OpType: "Relu" } relu ? relu : null;

    private static string ScaledRelu(LoweringContext context, string x, long[] shape, string scale, string shift)
    {
        var output = "";
        return context.Step(
            [x],
            () => output = context.Kernel("ScaledRelu", shape, x, scale, shift),
            (gradients, gradient) => gradients.Accumulate(x, gradients.Kernel("ScaledReluGradient", shape, gradient, output, scale)));
    }

    private static string OfBatch(LoweringContext context, NodeProto node, string x)
    {
        string Mean(string tensor) => ReductionRule.Reduce(context, "ReduceMean", tensor, [0], false);
        var mean = Mean(x);
        var centred = context.Node("Sub", [x, mean]);
        var variance = Mean(context.Node("Mul", [centred, centred]));
        var deviation = context.Node("Sqrt", [context.Node("Add", [variance, context.Scalar(node.Float("epsilon", 1e-5f))])]);
        var scaled = context.Node("Mul", [context.Node("Div", [centred, deviation]), context.Plain(node.Input[1])]);
        var momentum = node.Float("momentum", 0.9f);
        if (node.Long("training_mode", 0) == 0)
        {
            AddNext(context, node.Input[3], MovingAverage(context, node.Input[3], mean, momentum));
            AddNext(context, node.Input[4], MovingAverage(context, node.Input[4], variance, momentum));
        }
        else if (node.Output.Count >= 3)
        {
            context.Define(node.Output[1], MovingAverage(context, node.Input[3], mean, momentum));
            context.Define(node.Output[2], MovingAverage(context, node.Input[4], variance, momentum));
        }

        return context.Node("Add", [scaled, context.Plain(node.Input[2])]);
    }

    private static void AddNext(LoweringContext context, string statistic, string next)
    {
        if (!context.NextStatistics.TryAdd(statistic, next))
        {
            throw new InvalidModelException($"Two batch normalisations share the statistic '{statistic}': each needs its own ({nameof(SharedConstants)}).");
        }
    }

    private static string MovingAverage(LoweringContext context, string average, string current, float momentum) => context.Node("Add", [
        context.Node("Mul", [context.Plain(average), context.Scalar(momentum)]),
        context.Node("Mul", [current, context.Scalar(1 - momentum)])]);
}
