using TransferKit.Backbones;
using TransferKit.Backbones.TensorFlowJs;
using TransferKit.Graphs.Onnx;
using Xunit.Abstractions;

namespace TransferKit.Tests.Backbones.TensorFlowJs;

public sealed class BackboneConversionTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("mobilenet-v3-coco")]
    [InlineData("mobilenet-v2-140-moderation")]
    [InlineData("inception-v3-moderation")]
    public async Task ConvertedBackbone_ComputesWhatTensorFlowJsComputes(string id)
    {
        var card = BackboneCatalogue.Find(id);
        var tensors = TensorFlowJsFixture.Backbone(id);

        var model = await ConvertAsync(card, [.. tensors.Select(tensor => tensor.Name)]);

        var picture = TestPicture.Planar(card.Input.Height, card.Input.Width, card.Input.Low, card.Input.High);
        var results = TestPicture.Run(model, picture, card.Input.Height, card.Input.Width);
        foreach (var (tensor, (shape, values)) in tensors.Zip(results))
        {
            var difference = tensor.Difference(shape, values);
            output.WriteLine($"{id} {tensor.Name}: {difference:e2} of {tensor.Largest}");
            Assert.InRange(difference, 0, Tolerance);
        }
    }

    [Theory]
    [InlineData("mobilenet-v3-coco")]
    [InlineData("mobilenet-v2-140-moderation")]
    [InlineData("inception-v3-moderation")]
    public async Task Trunk_HasFreeBatchOnlyAndNoLeftovers(string id)
    {
        var card = BackboneCatalogue.Find(id);

        var model = (await ConvertAsync(card, [card.TrunkEnd])).Proto;

        Assert.InRange(model.IrVersion, 3, 8);
        Assert.All(model.OpsetImport, import => Assert.InRange(import.Version, 7, 17));
        Assert.Equal([card.TrunkEnd], model.Graph.Output.Select(tensor => tensor.Name));
        foreach (var tensor in model.Graph.Input.Concat(model.Graph.Output))
        {
            var dimensions = tensor.Type.TensorType.Shape.Dim;
            Assert.Equal("N", dimensions[0].DimParam);
            Assert.All(dimensions.Skip(1), dimension => Assert.InRange(dimension.DimValue, 1, 4096));
        }

        var read = model.Graph.Node.SelectMany(node => node.Input).ToHashSet();
        Assert.All(model.Graph.Initializer, tensor => Assert.Contains(tensor.Name, read));
        Assert.DoesNotContain(model.Graph.Node, node => node.OpType is "BatchNormalization" or "Gemm" or "Softmax");
        Assert.All(card.FeatureStages ?? [], stage => Assert.Contains(model.Graph.Node, node => node.Output.Contains(stage)));
    }

    [SkippableFact]
    public async Task DefaultBackbone_EqualsTheReferenceConversion()
    {
        var file = Repository.SharedData("backbones/centernet-mobilenet-v3-reference.onnx");
        Skip.If(file is null, "the shared test data are not beside the checkout");
        var card = BackboneCatalogue.Find(BackboneCatalogue.DefaultId);
        var picture = TestPicture.Planar(256, 256, 0, 255);
        var reference = TestPicture.Run(OnnxModel.Load(file), picture, 256, 256);

        var converted = TestPicture.Run(await ConvertAsync(card, card.FeatureStages!), picture, 256, 256);

        Assert.Equal(reference.Count, converted.Count);
        foreach (var (expected, (shape, values)) in reference.Zip(converted))
        {
            var area = (int)(shape[2] * shape[3]);
            var means = values.Chunk(area).Select(plane => plane.Average()).ToArray();
            var difference = means.Zip(expected.Values, (a, b) => Math.Abs(a - b)).Max() / expected.Values.Max(Math.Abs);
            output.WriteLine($"pooled [{string.Join(", ", shape)}]: {difference:e2}");
            Assert.InRange(difference, 0, Tolerance);
        }
    }

    [Fact]
    public async Task OutputBehindAnUnknownOperator_NamesNodeAndOperator()
    {
        var error = await Assert.ThrowsAsync<UnconvertibleOperatorException>(
            () => ConvertAsync(BackboneCatalogue.Find(BackboneCatalogue.DefaultId), ["keypoints"]));

        Assert.Equal("ResizeBilinear", error.OperatorType);
        Assert.Contains(error.Node, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutputThatIsNotThere_IsNamed()
    {
        var error = await Assert.ThrowsAsync<InvalidModelException>(
            () => ConvertAsync(BackboneCatalogue.Find(BackboneCatalogue.DefaultId), ["extern2"]));

        Assert.Contains("'extern2'", error.Message, StringComparison.Ordinal);
    }

    private static async Task<OnnxModel> ConvertAsync(BackboneCard card, IReadOnlyList<string> outputs)
    {
        var files = await SourceFiles.ReadAsync(card, Repository.Packages, CancellationToken.None);
        var model = TensorFlowJsModel.Read(files[0].Path, files[0].Bytes, [.. files.Skip(1)]);
        return TensorFlowJsConverter.Convert(model, new(card.Id, card.Input.Height, card.Input.Width, card.StripPrefix, outputs));
    }
}
