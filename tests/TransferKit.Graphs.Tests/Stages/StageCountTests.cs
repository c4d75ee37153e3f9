using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using TransferKit.Graphs.Tests.Fixtures;

namespace TransferKit.Graphs.Tests.Stages;

/// <summary>How many stages known architectures have, from the definition of a stage; however the exporter folded the graph.</summary>
public sealed class StageCountTests
{
    public static TheoryData<string, int, string, long> Architectures => new()
    {
        // Stem with its pooling, then a residual block each: 2 + 2 + 2 + 2.
        { "resnet18", 9, "layer4.1", 512 },
        // The same with 3 + 4 + 6 + 3 bottlenecks.
        { "resnet50", 17, "layer4.2", 2048 },
        // Stem, 17 inverted residuals (those without a shortcut count too: 1x1, depthwise and 1x1 are one), last 1x1.
        { "mobilenet_v2", 19, "features.18", 1280 },
        // Stem, 15 blocks, last 1x1, and the fully connected layer before the classifier layer proper.
        { "mobilenet_v3_large", 18, "classifier", 1280 },
        // Stem, 1 + 2 + 2 + 3 + 3 + 4 + 1 blocks, last 1x1.
        { "efficientnet_b0", 18, "features.8", 1280 },
        // Stem, four dense blocks and the three transitions between them (a convolution each); the last norm joins its block.
        { "densenet121", 8, "features.denseblock4", 1024 },
        // Stem and eight fire modules: a fire module's squeezing 1x1 is part of it. The 1x1 to 1000 channels is the classifier.
        { "squeezenet1_1", 9, "features.12", 512 },
        // Stem, 4 + 8 + 4 units, last 1x1.
        { "shufflenet_v2_x1_0", 18, "conv5", 1024 },
        // Five convolutions before and between the poolings, eleven inception modules.
        { "inception_v3", 16, "Mixed_7c", 2048 },
        // Three convolutions, nine inception modules.
        { "googlenet", 12, "inception5b", 1024 },
        // A plain chain: eight convolutions, then two fully connected layers before the classifier layer proper.
        { "vgg11_bn", 10, "classifier.3", 4096 },
        // Patch and position embedding, twelve transformer blocks; the last norm joins its block.
        { "vit_b_16", 13, "encoder.layers.encoder_layer_11", 768 },
    };

    [Theory]
    [MemberData(nameof(Architectures))]
    public void FoldedExport_HasTheArchitecturesStages(string name, int count, string last, long width) =>
        Check(Fixture.Stages($"{name}.folded"), count, last, width);

    [Theory]
    [MemberData(nameof(Architectures))]
    public void UnfoldedExport_HasTheArchitecturesStages(string name, int count, string last, long width) =>
        Check(Fixture.Stages($"{name}.unfolded"), count, last, width);

    // The first convolution, then thirteen pairs of depthwise and 1x1.
    [SkippableTheory]
    [InlineData("mobilenet-v1-imagenet", 14, "Clip_164")]
    // Stem, 15 blocks, last 1x1: MobileNetV3-Large without the fully connected layer.
    [InlineData("centernet-mobilenet-v3-reference", 17, "Mul_482")]
    public void HeadlessExtractor_EndsAtItsDeepestMap(string name, int count, string end)
    {
        var path = Fixture.Shared($"backbones/{name}.onnx");
        Skip.If(path is null, "The shared data folder is not here.");
        var stages = StageFinder.Find(OnnxModel.Load(path), [1, 3, 224, 224]);
        Assert.Equal(count, stages.Count);
        Assert.Equal(end, stages.TrunkEnd.Tensor);
        Assert.Equal("stage-01", stages[0].Name);
    }

    [Fact]
    public void LastTwo_OfResNet18_IsLayer4()
    {
        var stages = Fixture.Stages("resnet18.folded");
        Assert.Equal("layer4.0", stages[stages.Resolve("last:2")].Name);
    }

    // Published parameter counts (torchvision's model tables) less the classifier layer's.
    [Theory]
    [InlineData("resnet18", 11_689_512 - (512 * 1000) - 1000)]
    [InlineData("resnet50", 25_557_032 - (2048 * 1000) - 1000)]
    [InlineData("mobilenet_v2", 3_504_872 - (1280 * 1000) - 1000)]
    [InlineData("mobilenet_v3_large", 5_483_032 - (1280 * 1000) - 1000)]
    [InlineData("efficientnet_b0", 5_288_548 - (1280 * 1000) - 1000)]
    [InlineData("densenet121", 7_978_856 - (1024 * 1000) - 1000)]
    [InlineData("squeezenet1_1", 1_235_496 - (512 * 1000) - 1000)]
    [InlineData("shufflenet_v2_x1_0", 2_278_604 - (1024 * 1000) - 1000)]
    [InlineData("vgg11_bn", 132_868_840 - (4096 * 1000) - 1000)]
    [InlineData("vit_b_16", 86_567_656 - (768 * 1000) - 1000)]
    public void Parameters_AreThePublishedOnes(string name, long expected) =>
        Assert.Equal(expected, Fixture.Stages($"{name}.unfolded").Sum(s => s.Parameters));

    // Published multiply-accumulates in units of 1e9 (torchvision's model tables), the classifier layer's left out.
    [Theory]
    [InlineData("resnet18", 1.814)]
    [InlineData("resnet50", 4.089)]
    [InlineData("mobilenet_v2", 0.301)]
    [InlineData("mobilenet_v3_large", 0.217)]
    [InlineData("efficientnet_b0", 0.386)]
    [InlineData("densenet121", 2.834)]
    [InlineData("vgg11_bn", 7.609)]
    [InlineData("googlenet", 1.498)]
    [InlineData("vit_b_16", 17.564)]
    public void Macs_AreThePublishedOnes(string name, double billions)
    {
        var macs = Fixture.Stages($"{name}.folded").Sum(s => s.Macs);
        Assert.InRange(macs / 1e9, (billions - 0.005) * 0.999, billions);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Stages_ShareNoNodeAndHaveNamesOfTheirOwn(string name, int count, string last, long width)
    {
        var stages = Fixture.Stages($"{name}.unfolded");
        Assert.Equal(stages.Sum(s => s.Nodes.Count), stages.SelectMany(s => s.Nodes).Distinct().Count());
        Assert.Equal(count, stages.Select(s => s.Name).Distinct().Count());
        Assert.Contains(last, stages.Select(s => s.Name));
        Assert.Contains(width, stages[^1].Shape);
    }

    private static void Check(StageList stages, int count, string last, long width)
    {
        Assert.Equal(count, stages.Count);
        Assert.Equal(last, stages[^1].Name);
        Assert.Equal(stages.TrunkEnd.Tensor, stages[^1].OutputTensor);
        Assert.Equal(width, stages[^1].Shape.Length == 3 ? stages[^1].Shape[2] : stages[^1].Shape[1]);
        Assert.All(stages, s => Assert.True(s.Macs > 0 && s.Parameters > 0));
    }
}
