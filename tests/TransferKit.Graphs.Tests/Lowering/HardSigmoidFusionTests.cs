using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Tests.Lowering;

public sealed class HardSigmoidFusionTests
{
    private static readonly float[] Values = [-5, -3, -2.5f, -0.1f, 0, 0.4f, 2.9f, 3, 7];

    public static TheoryData<string, int> Exports => new()
    {
        { "gate times a sixth", 1 },
        { "gate divided by six", 1 },
        { "scaled input times clip", 2 },
        { "product divided by six", 2 },
    };

    [Theory]
    [MemberData(nameof(Exports))]
    public void AGateTakenApart_IsPutTogetherAndKeepsItsValues(string export, int nodes)
    {
        var model = Build(export);
        var before = Run(model);
        Assert.Equal(1, HardSigmoidFusion.Apply(model.Graph));
        Assert.Equal(nodes, model.Graph.Node.Count);
        Assert.Contains(model.Graph.Node, node => node.OpType == "HardSigmoid");
        Assert.All(before.Zip(Run(model)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory]
    [InlineData("another height")]
    [InlineData("another lower bound")]
    [InlineData("clip read twice")]
    public void WhatIsNoHardSigmoid_StaysAsItIs(string export)
    {
        var model = Build(export);
        var copy = model.Clone();
        Assert.Equal(0, HardSigmoidFusion.Apply(model.Graph));
        Assert.Equal(copy, model);
    }

    private static ModelProto Build(string export)
    {
        var builder = new GraphBuilder("gate");
        var x = builder.Input("x", DataType.Float, Values.Length);
        var six = builder.Scalar(6);
        var sixth = builder.Scalar(1f / 6);
        var shifted = builder.Node("Add", [x, builder.Scalar(3)]);
        var clip = builder.Node("Clip", [shifted, builder.Scalar(export == "another lower bound" ? -1 : 0), export == "another height" ? builder.Scalar(5) : six]);
        _ = export switch
        {
            "gate divided by six" => builder.Node("Div", [clip, six], output: "y"),
            "scaled input times clip" => builder.Node("Mul", [builder.Node("Mul", [sixth, x]), clip], output: "y"),
            "product divided by six" => builder.Node("Div", [builder.Node("Mul", [x, clip]), six], output: "y"),
            "clip read twice" => builder.Node("Mul", [builder.Node("Mul", [clip, sixth]), clip], output: "y"),
            _ => builder.Node("Mul", [clip, sixth], output: "y"),
        };
        builder.Output("y", DataType.Float, Values.Length);
        return builder.ToModel();
    }

    private static float[] Run(ModelProto model)
    {
        using var session = new SharedSession(OnnxModel.From(model));
        return session.Run(Values, [Values.Length])[0].Values;
    }
}
