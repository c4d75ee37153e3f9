using System.Text;
using System.Text.Json.Nodes;
using TransferKit.Backbones.TensorFlowJs;
using TransferKit.Graphs.Onnx;
using Xunit.Abstractions;

namespace TransferKit.Tests.Backbones.TensorFlowJs;

/// <summary>Every rule on small pictures of odd sizes, against TensorFlow.js.</summary>
public sealed class TinyModelTests(ITestOutputHelper output)
{
    private const double Tolerance = 2e-6;

    [Theory]
    [InlineData("layers")]
    [InlineData("graph")]
    public void EveryRule_ComputesWhatTensorFlowJsComputes(string name)
    {
        var entry = TensorFlowJsFixture.TinyModel(name);
        var tensors = TensorFlowJsFixture.Tensors(entry);

        var model = Convert(entry, [.. tensors.Select(tensor => tensor.Name)]);

        var (height, width) = (entry["height"]!.GetValue<int>(), entry["width"]!.GetValue<int>());
        var results = TestPicture.Run(model, TestPicture.Planar(height, width, 0, 1), height, width);
        foreach (var (tensor, (shape, values)) in tensors.Zip(results))
        {
            var difference = tensor.Difference(shape, values);
            output.WriteLine($"{name} {tensor.Name}: {difference:e2}");
            Assert.InRange(difference, 0, Tolerance);
        }
    }

    [Fact]
    public void BatchNormalisation_IsFoldedOnlyIntoALinearConvolution()
    {
        var model = Convert(TensorFlowJsFixture.TinyModel("layers"), ["greatest"]).Proto;

        var normalisation = Assert.Single(model.Graph.Node, node => node.OpType == "BatchNormalization");
        Assert.Equal("open_norm", normalisation.Output[0]);
    }

    [Fact]
    public void BundledFiles_GiveTheSameModelAsPlainOnes()
    {
        var entry = TensorFlowJsFixture.TinyModel("graph");
        var json = entry["model"]!.ToJsonString();
        var bundle = "!function(e){\"object\"==typeof exports?module.exports=e():0}(function(){({1:[function(t,e){e.exports=" + json + "}]})});";
        var shard = "module.exports=t();e.exports='" + entry["weights"]!.GetValue<string>() + "'";

        var model = Read("model.min.js", Encoding.UTF8.GetBytes(bundle), [("shard.min.js", Encoding.UTF8.GetBytes(shard))]);

        Assert.Equal(Convert(entry, ["bent"]).Digest, TensorFlowJsConverter.Convert(model, Target(entry, ["bent"])).Digest);
    }

    [Fact]
    public void SplitShards_GiveTheSameModelAsOne()
    {
        var entry = TensorFlowJsFixture.TinyModel("graph");
        var bytes = Bytes(entry);

        var model = Read("model.json", Json(entry), [("1", bytes[..77]), ("2", bytes[77..])]);

        Assert.Equal(Convert(entry, ["bent"]).Digest, TensorFlowJsConverter.Convert(model, Target(entry, ["bent"])).Digest);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void ShardsOfAnotherLength_AreRefused(int difference)
    {
        var entry = TensorFlowJsFixture.TinyModel("graph");
        var bytes = Bytes(entry);
        Array.Resize(ref bytes, bytes.Length + difference);

        var error = Assert.Throws<InvalidModelException>(() => Read("model.json", Json(entry), [("shard", bytes)]));

        Assert.Contains("bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"modelTopology\":{}}")]
    [InlineData("{\"modelTopology\":{\"node\":[]},\"weightsManifest\":[{}]}")]
    [InlineData("{\"modelTopology\":{\"node\":[]},\"weightsManifest\":[{\"weights\":[{\"name\":\"w\",\"shape\":[-1],\"dtype\":\"float32\"}]}]}")]
    [InlineData("{\"modelTopology\":{\"node\":[]},\"weightsManifest\":[{\"weights\":[{\"name\":\"w\",\"shape\":[\"x\"],\"dtype\":\"float32\"}]}]}")]
    [InlineData("{\"modelTopology\":{\"node\":[]},\"weightsManifest\":[{\"weights\":[{\"name\":\"w\",\"shape\":[9999999999,9999999999],\"dtype\":\"float32\"}]}]}")]
    [InlineData("{\"modelTopology\":{\"node\":[]},\"weightsManifest\":[{\"weights\":[{\"name\":\"w\",\"shape\":[1],\"dtype\":\"string\"}]}]}")]
    public void DamagedTopology_IsATypedError(string json) =>
        Assert.Throws<InvalidModelException>(() => Read("model.json", Encoding.UTF8.GetBytes(json), []));

    [Theory]
    [InlineData("{\"node\":[{\"name\":\"out\"}]}")]
    [InlineData("{\"node\":[{\"name\":\"out\",\"op\":\"Relu\",\"input\":[\"out\"]}]}")]
    [InlineData("{\"node\":[{\"name\":\"out\",\"op\":\"Relu\",\"input\":[\"gone\"]}]}")]
    [InlineData("{\"node\":[{\"name\":\"out\",\"op\":\"Relu\",\"input\":[]}]}")]
    [InlineData("{\"node\":[{\"name\":\"out\",\"op\":\"Relu\",\"input\":[\"x\"]},{\"name\":\"x\",\"op\":\"Placeholder\",\"attr\":{\"shape\":{\"shape\":{\"dim\":[{\"size\":\"4\"}]}}}}]}")]
    [InlineData("{\"model_config\":{\"class_name\":\"Model\",\"config\":{}}}")]
    [InlineData("{\"model_config\":{\"class_name\":\"Model\",\"config\":{\"layers\":[{\"class_name\":\"ReLU\"}]}}}")]
    [InlineData("{\"other\":{}}")]
    public void DamagedGraph_IsATypedError(string topology)
    {
        var json = "{\"modelTopology\":" + topology + ",\"weightsManifest\":[]}";
        var model = Read("model.json", Encoding.UTF8.GetBytes(json), []);

        Assert.Throws<InvalidModelException>(() => TensorFlowJsConverter.Convert(model, new("test", 8, 8, "", ["out"])));
    }

    [Theory]
    [InlineData("LSTM", "")]
    [InlineData("ReLU", ",\"max_value\":5")]
    [InlineData("ReLU", ",\"negative_slope\":0.1")]
    [InlineData("Activation", ",\"activation\":\"mish\"")]
    [InlineData("MaxPooling2D", ",\"pool_size\":[2,2],\"padding\":\"causal\"")]
    [InlineData("MaxPooling2D", ",\"pool_size\":[2,2],\"data_format\":\"channels_first\"")]
    [InlineData("Concatenate", ",\"axis\":1")]
    public void LayerWithoutARule_IsNamed(string layer, string config)
    {
        var json = """
            {"modelTopology":{"model_config":{"class_name":"Sequential","config":{"layers":[
              {"class_name":"InputLayer","config":{"name":"x","batch_input_shape":[null,8,8,3]}},
            """ + $"{{\"class_name\":\"{layer}\",\"config\":{{\"name\":\"strange\"{config}}}}}]}}}}}},\"weightsManifest\":[]}}";
        var model = Read("model.json", Encoding.UTF8.GetBytes(json), []);

        var error = Assert.Throws<UnconvertibleOperatorException>(() => TensorFlowJsConverter.Convert(model, new("test", 8, 8, "", ["strange"])));

        Assert.Equal("strange", error.Node);
    }

    private static OnnxModel Convert(JsonNode entry, IReadOnlyList<string> outputs) =>
        TensorFlowJsConverter.Convert(Read("model.json", Json(entry), [("shard", Bytes(entry))]), Target(entry, outputs));

    private static ConversionTarget Target(JsonNode entry, IReadOnlyList<string> outputs) =>
        new("test", entry["height"]!.GetValue<int>(), entry["width"]!.GetValue<int>(), "", outputs);

    private static byte[] Json(JsonNode entry) => Encoding.UTF8.GetBytes(entry["model"]!.ToJsonString());

    private static byte[] Bytes(JsonNode entry) => System.Convert.FromBase64String(entry["weights"]!.GetValue<string>());

    private static TensorFlowJsModel Read(string name, byte[] topology, IReadOnlyList<(string, byte[])> shards) =>
        TensorFlowJsModel.Read(name, topology, shards);
}
