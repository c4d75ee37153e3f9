using Microsoft.ML;

namespace TransferKit.MLNet.Bench;

/// <summary>A row of data.</summary>
internal sealed class Photo
{
    /// <summary>The image.</summary>
    public string Path { get; set; } = "";

    /// <summary>Its class.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The pictures of a folder of class folders, as the library lists them.</summary>
    public static List<Photo> In(string folder) =>
        [.. Datasets.ImageDataset.FromFolders(folder).Samples.Select(Of)];

    /// <summary>A sample of a folder of class folders.</summary>
    public static Photo Of(Datasets.ImageSample sample) => new() { Path = sample.Path, Kind = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(sample.Path)!) };

    /// <summary>Data with a column <c>Label</c> of keys.</summary>
    public static IDataView Keyed(MLContext context, IReadOnlyList<Photo> photos, IReadOnlyList<Photo> all)
    {
        var label = context.Transforms.Conversion.MapValueToKey("Label", nameof(Kind), keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue);
        return label.Fit(context.Data.LoadFromEnumerable(all)).Transform(context.Data.LoadFromEnumerable(photos));
    }
}

/// <summary>What a model says of it.</summary>
internal sealed class Answer
{
    /// <summary>A probability a class.</summary>
    public float[] Score { get; set; } = [];
}
