using TransferKit.Artifacts;
using TransferKit.Graphs.Onnx;
using TransferKit.Tests.Backbones;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Tests.Artifacts;

/// <summary>What is written as operator set 17 computes what it computed in 22; the rest is refused.</summary>
public sealed class OperatorSetsTests
{
    private const int Side = 9;

    /// <summary>A name, the inputs beside the picture, and the attributes.</summary>
    private static readonly Dictionary<string, (string Operator, TensorProto?[] Constants, (string, object)[] Attributes)> Nodes = new()
    {
        ["average"] = ("AveragePool", [], [("kernel_shape", new long[] { 3, 3 }), ("pads", new long[] { 1, 1, 1, 1 }), ("count_include_pad", 1L)]),
        ["average, rounded up"] = ("AveragePool", [], [("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }), ("ceil_mode", 1L)]),
        ["average, same"] = ("AveragePool", [], [("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("auto_pad", "SAME_UPPER")]),
        ["maximum, rounded up"] = ("MaxPool", [], [("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("ceil_mode", 1L)]),
        ["resize"] = ("Resize", [null, Tensors.FromFloats("scales", [1, 1, 1.7f, 0.6f], 4)], [("mode", "linear")]),
        ["pad"] = ("Pad", [Tensors.FromLongs("pads", [0, 0, 1, 2, 0, 0, 2, 1], 8)], [("mode", "reflect")]),
        ["reduce"] = ("ReduceMax", [Tensors.FromLongs("axes", [2, 3], 2)], [("keepdims", 0L)]),
        ["hard swish"] = ("HardSwish", [], []),
        ["softplus"] = ("Softplus", [], []),
        ["tangent"] = ("Tan", [], []),
        ["average, rounded up with its padding"] =
            ("AveragePool", [], [("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 }), ("ceil_mode", 1L), ("count_include_pad", 1L)]),
        ["dilated average"] = ("AveragePool", [], [("kernel_shape", new long[] { 2, 2 }), ("dilations", new long[] { 2, 2 })]),
        ["symmetric resize"] = ("Resize", [null, Tensors.FromFloats("scales", [1, 1, 1.7f, 0.6f], 4)], [("mode", "linear"), ("coordinate_transformation_mode", "half_pixel_symmetric")]),
        ["wrap"] = ("Pad", [Tensors.FromLongs("pads", [0, 0, 1, 2, 0, 0, 2, 1], 8)], [("mode", "wrap")]),
        ["gelu"] = ("Gelu", [], []),
    };

    [Theory]
    [InlineData("average")]
    [InlineData("average, rounded up")]
    [InlineData("average, same")]
    [InlineData("maximum, rounded up")]
    [InlineData("resize")]
    [InlineData("pad")]
    [InlineData("reduce")]
    [InlineData("hard swish")]
    [InlineData("softplus")]
    [InlineData("tangent")]
    public void Lowered_ComputesTheSame(string name)
    {
        var before = Run(Model(name, 22));
        var lowered = Model(name, 17);
        Lower(lowered);

        // ONNX Runtime has another kernel for the newer average, which adds in another order.
        Assert.Equal(before, Run(lowered), (one, other) => MathF.Abs(one - other) < 1e-5f);
    }

    [Theory]
    [InlineData("average, rounded up with its padding")]
    [InlineData("dilated average")]
    [InlineData("symmetric resize")]
    [InlineData("wrap")]
    [InlineData("gelu")]
    public void WhatSeventeenDoesNotHave_IsRefused(string name)
    {
        // A form that ONNX Runtime would refuse as well would be no danger: it runs.
        Assert.NotEmpty(Run(Model(name, 22)));
        Assert.Contains("has no equal in operator set 17", Assert.Throws<InvalidModelException>(() => Lower(Model(name, 17))).Message, StringComparison.Ordinal);
    }

    private static void Lower(ModelProto model) => OperatorSets.Lower(
        model.Graph.Node[0], OnnxModel.From(Model("gelu", 22)), name => model.Graph.Initializer.FirstOrDefault(constant => constant.Name == name));

    private static float[] Run(ModelProto model) => TestPicture.Run(OnnxModel.From(model), TestPicture.Planar(Side, Side, -1, 1), Side, Side)[0].Values;

    private static ModelProto Model(string name, int operatorSet)
    {
        var (type, constants, attributes) = Nodes[name];
        var builder = new GraphBuilder("node");
        builder.Input("pixels", DataType.Float, null, 3, Side, Side);
        builder.Node(type, ["pixels", .. constants.Select(constant => constant is null ? "" : builder.Constant(constant))], attributes, "result");
        builder.Graph.Output.Add(new ValueInfoProto { Name = "result" });
        return builder.ToModel(operatorSet);
    }
}
