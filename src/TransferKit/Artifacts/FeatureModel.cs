using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Artifacts;

/// <summary>
/// A backbone's features as an ONNX model of their own, for other programs to learn from: the input is that of a model file
/// (<c>image</c>, float32 [N, 3, height, width], RGB from 0 to 255, normalisation inside), the output one vector an image. The values are
/// those of <see cref="FeatureExtractor"/> up to float32 rounding.
/// </summary>
/// <param name="Model">The graph; operator set 17 or older, standard operators only.</param>
/// <param name="Columns">What each value of the output is called: the tensor it is read from, and its number there.</param>
public sealed record FeatureModel(OnnxModel Model, IReadOnlyList<string> Columns)
{
    /// <summary>The output's name: float32 [N, columns].</summary>
    public const string Output = "features";

    /// <summary>Builds the model.</summary>
    /// <param name="backbone">The backbone.</param>
    /// <param name="spec">What to read of it; null for <see cref="FeatureSpec.Default"/>.</param>
    /// <exception cref="InvalidOptionsException">There is no tap.</exception>
    /// <exception cref="InvalidModelException">A tap is not in the model, or an operator of the backbone cannot be saved.</exception>
    public static FeatureModel Of(Backbone backbone, FeatureSpec? spec = null)
    {
        spec ??= FeatureSpec.Default(backbone);
        var builder = new GraphBuilder("transferkit.features");
        builder.Fresh(Output);
        var trunk = FeatureGraph.Build(backbone.Stages, spec);
        var names = TrunkGraph.Add(builder, trunk.Model, InputGraph.Add(builder, backbone.Input));
        builder.Node("Identity", [names[trunk.Model.Proto.Graph.Output.Single().Name]], null, Output);
        builder.Output(Output, DataType.Float, null, trunk.Columns);
        var model = builder.ToModel((int)OperatorSets.Target(trunk.Model), ArtifactWriter.FileFormatVersion);
        return new(OnnxModel.From(model), [.. spec.Taps.SelectMany(tap => Enumerable.Range(0, FeatureGraph.Width(backbone.Stages, tap)).Select(i => $"{tap.Tensor}.{i}"))]);
    }
}
