using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using TransferKit.Graphs.Tests.Fixtures;

namespace TransferKit.Graphs.Tests.Gradients;

public sealed class TrainabilityTests
{
    public static TheoryData<string> Architectures => new(
        "resnet18", "resnet50", "mobilenet_v2", "mobilenet_v3_large", "efficientnet_b0", "densenet121",
        "squeezenet1_1", "shufflenet_v2_x1_0", "inception_v3", "googlenet", "vgg11_bn", "vit_b_16");

    [Theory]
    [MemberData(nameof(Architectures))]
    public void KnownArchitecture_CanBeTrainedFromItsFirstStage(string name)
    {
        foreach (var export in (string[])["folded", "unfolded"])
        {
            Assert.All(Trainability.Of(Fixture.Stages($"{name}.{export}")), Assert.Null);
        }
    }

    [SkippableTheory]
    [InlineData("mobilenet-v1-imagenet")]
    [InlineData("centernet-mobilenet-v3-reference")]
    public void HeadlessExtractor_CanBeTrainedFromItsFirstStage(string name)
    {
        var path = Fixture.Shared($"backbones/{name}.onnx");
        Skip.If(path is null, "The shared data folder is not here.");
        Assert.All(Trainability.Of(StageFinder.Find(OnnxModel.Load(path), [1, 3, 224, 224])), Assert.Null);
    }

    [Fact]
    public void StagesUpToTheLastOperatorWithoutRule_AreBlockedByIt()
    {
        var stages = WithSines();
        Assert.Equal(["second (Sin)", "second (Sin)", "second (Sin)", null], Trainability.Of(stages));
    }

    [Fact]
    public void OperatorWithoutRule_NamesTheDeepestStageThatCanBeRetrained()
    {
        var stages = WithSines();
        var error = Assert.Throws<UnsupportedOperatorException>(() => TrainableSuffix.Create(stages, 0, 2, [stages.TrunkEnd.Tensor]));
        Assert.Equal(("second", "Sin"), (error.Node, error.OperatorType));
        Assert.Contains($"from:{stages[3].Name} (last:1)", error.Message, StringComparison.Ordinal);
        Assert.Equal(stages[3].OutputTensor, TrainableSuffix.Create(stages, 3, 2, [stages.TrunkEnd.Tensor]).Model.Graph.Output.Single().Name);
    }

    [Fact]
    public void OperatorWithoutRuleAtTheEnd_LeavesTheHeadAlone()
    {
        var network = new TinyNetwork();
        var last = network.Builder.Node("Sin", [network.ConvRelu(network.ConvRelu("image", 3, 4), 4, 4)], output: "wave");
        var stages = StageFinder.Find(network.Done(network.Dense(network.Pooled(last), 4, 5)), [1, 3, 8, 8]);
        Assert.All(Trainability.Of(stages), blocker => Assert.Equal("wave (Sin)", blocker));
        var error = Assert.Throws<UnsupportedOperatorException>(() => TrainableSuffix.Create(stages, stages.Count - 1, 2, [stages.TrunkEnd.Tensor]));
        Assert.Contains("only a head", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Four stages, of which the first and the third end in a sine.</summary>
    private static StageList WithSines()
    {
        var network = new TinyNetwork();
        var one = network.Builder.Node("Sin", [network.ConvRelu("image", 3, 4)], output: "first");
        var three = network.Builder.Node("Sin", [network.ConvRelu(network.ConvRelu(one, 4, 4), 4, 4)], output: "second");
        var stages = StageFinder.Find(network.Done(network.Dense(network.Pooled(network.ConvRelu(three, 4, 4)), 4, 5)), [1, 3, 8, 8]);
        Assert.Equal(4, stages.Count);
        return stages;
    }
}
