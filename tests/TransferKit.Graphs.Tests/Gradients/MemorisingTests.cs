using TransferKit.Bench.Memorising;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Tests.Fixtures;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>The last stage alone learns 64 random labels by heart: the head behind it is random and stays so.</summary>
public sealed class MemorisingTests
{
    private const int Size = 64;
    private const int MostSteps = 300;

    [Theory]
    [InlineData("resnet18")]
    [InlineData("mobilenet_v2")]
    [InlineData("squeezenet1_1")]
    public void TheLastStage_LearnsRandomLabelsByHeart(string architecture)
    {
        var pictures = Pictures.Of(Size);
        var stages = SeededBackbone.Of(ModelProto.Parser.ParseFrom(Fixture.Bytes($"{architecture}.unfolded")), pictures.Images, pictures.Shape);
        var found = Memorisation.Of(architecture, stages, "last:1", pictures, MostSteps, rate: 1e-3, threads: 1);
        Assert.InRange(found.Before, 0, 0.35);
        Assert.Equal(1, found.Accuracy);
        Assert.InRange(found.Change, 0.01, 1);
    }
}
