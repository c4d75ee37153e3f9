using System.Text.Json;
using System.Text.Json.Nodes;

namespace TransferKit.Tests.Backbones;

/// <summary>A tensor as TensorFlow.js computed it: channels-last without the batch, every <see cref="Step"/>th value kept.</summary>
internal sealed record FixtureTensor(string Name, long[] Shape, int Step, float Largest, float[] Values)
{
    /// <summary>The largest difference to a channels-first result, relative to the tensor's largest entry.</summary>
    public double Difference(long[] shape, float[] values)
    {
        long[] expected = Shape is [var rows, var columns, var channels] ? [1, channels, rows, columns] : [1, .. Shape];
        Assert.Equal(expected, shape);
        var worst = 0.0;
        for (var i = 0; i < Values.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs(values[ChannelsFirst((long)i * Step)] - Values[i]));
        }

        return worst / Largest;
    }

    private long ChannelsFirst(long index)
    {
        if (Shape is not [var height, var width, var channels])
        {
            return index;
        }

        var (place, channel) = (index / channels, index % channels);
        return (channel * height * width) + place;
    }
}

/// <summary>What Fixtures/make-fixtures.mjs wrote.</summary>
internal static class TensorFlowJsFixture
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<FixtureTensor> Backbone(string id) =>
        Tensors(Read("backbones.json").AsArray().Single(entry => entry!["id"]!.GetValue<string>() == id)!);

    public static JsonNode TinyModel(string name) =>
        Read("tiny-models.json").AsArray().Single(entry => entry!["name"]!.GetValue<string>() == name)!;

    public static IReadOnlyList<FixtureTensor> Tensors(JsonNode entry) => entry["tensors"].Deserialize<FixtureTensor[]>(Format)!;

    private static JsonNode Read(string file) =>
        JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Backbones", "Fixtures", file)))!;
}
