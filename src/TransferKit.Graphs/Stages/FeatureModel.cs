using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Stages;

/// <summary>One output of a <see cref="FeatureModel"/>: float values [batch, <paramref name="Width"/>].</summary>
/// <param name="Name">The output's name.</param>
/// <param name="Stage">The stage it is read from.</param>
/// <param name="Pooling">How: one of the flags.</param>
/// <param name="Width">Features an image.</param>
public sealed record FeatureOutput(string Name, Stage Stage, FeaturePooling Pooling, int Width);

/// <summary>A backbone that ends in pooled activations of several stages.</summary>
/// <param name="Model">From the image to the outputs.</param>
/// <param name="Outputs">Its outputs, in the order of the stages asked for; mean before max.</param>
public sealed record FeatureModel(OnnxModel Model, IReadOnlyList<FeatureOutput> Outputs)
{
    /// <summary>Builds it.</summary>
    /// <param name="stages">The backbone.</param>
    /// <param name="taps">The stages to read from.</param>
    /// <param name="pooling">How to pool; both flags give two outputs a map. Features that have no map are read as they are.</param>
    /// <exception cref="InvalidOptionsException">No stage or no pooling is asked for.</exception>
    public static FeatureModel Create(StageList stages, IReadOnlyList<Stage> taps, FeaturePooling pooling = FeaturePooling.Mean)
    {
        if (taps.Count == 0 || (pooling & (FeaturePooling.Mean | FeaturePooling.Max)) == 0)
        {
            throw new InvalidOptionsException("Features need at least one stage and one kind of pooling.");
        }

        var builder = SubModel.Build(stages, [stages.Topology.DataInput], [.. taps.Select(t => t.OutputTensor)]);
        var outputs = new List<FeatureOutput>();
        foreach (var tap in taps)
        {
            var kinds = tap.Shape.Length == 2 ? [FeaturePooling.Mean] : Enum.GetValues<FeaturePooling>().Where(k => pooling.HasFlag(k));
            foreach (var kind in kinds)
            {
                var hint = $"{tap.Name}.{(kind == FeaturePooling.Max ? "max" : "mean")}";
                var type = stages.Shapes.TypeOf(tap.OutputTensor);
                var (pooled, width) = Pool(builder, stages, tap, kind);
                var output = type == DataType.Float
                    ? builder.Node("Identity", [pooled], output: builder.Fresh(hint))
                    : builder.Node("Cast", [pooled], [("to", (long)DataType.Float)], builder.Fresh(hint));
                builder.Output(output, DataType.Float, null, width);
                outputs.Add(new(output, tap, kind, checked((int)width)));
            }
        }

        return new(SubModel.Finish(stages, builder), outputs);
    }

    private static (string Tensor, long Width) Pool(GraphBuilder builder, StageList stages, Stage tap, FeaturePooling kind)
    {
        var isMax = kind == FeaturePooling.Max;
        switch (tap.Shape)
        {
            case [_, var width]:
                return (tap.OutputTensor, width);
            case [_, var tokens, var channels]:
                var hasClassToken = stages.TrunkEnd.ClassToken && stages.Shapes.Of(stages.TrunkEnd.Tensor)[1] == tokens;
                return (hasClassToken && !isMax ? ClassToken(builder, tap.OutputTensor) : Reduce(builder, stages, tap, isMax, 1), channels);
            // Window transformers keep channels last: [batch, height, width, channels] with square maps.
            case [_, var height, var width, var channels] when height == width && channels != height:
                return (Reduce(builder, stages, tap, isMax, 1, 2), channels);
            case [_, var channels, _, _]:
                var pooled = builder.Node(isMax ? "GlobalMaxPool" : "GlobalAveragePool", [tap.OutputTensor]);
                return (builder.Node("Flatten", [pooled], [("axis", 1L)]), channels);
            default:
                throw new InvalidModelException(
                    $"Stage '{tap.Name}' has the shape [{string.Join(", ", tap.Shape)}]; features are pooled from 2 to 4 dimensions.", stages.Topology.Model.Path);
        }
    }

    private static string ClassToken(GraphBuilder builder, string tokens)
    {
        var first = builder.Constant(Tensors.FromLongs("first_token", [0L]));
        return builder.Node("Gather", [tokens, first], [("axis", 1L)]);
    }

    private static string Reduce(GraphBuilder builder, StageList stages, Stage tap, bool isMax, params long[] axes)
    {
        var operation = isMax ? "ReduceMax" : "ReduceMean";
        var version = stages.Topology.Model.Proto.OpsetImport.First(o => o.Domain is "" or "ai.onnx").Version;
        // Operator set 18 made the axes an input.
        return version >= 18
            ? builder.Node(operation, [tap.OutputTensor, builder.Longs("axes", axes)], [("keepdims", 0L)])
            : builder.Node(operation, [tap.OutputTensor], [("axes", axes), ("keepdims", 0L)]);
    }
}
