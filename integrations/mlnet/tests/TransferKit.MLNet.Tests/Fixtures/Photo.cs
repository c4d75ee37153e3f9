using Microsoft.ML.Data;

namespace TransferKit.MLNet.Tests.Fixtures;

/// <summary>A row of data: an image, as a path and as bytes, and its labels.</summary>
public sealed class Photo
{
    public string Path { get; set; } = "";

    [VectorType]
    public byte[] Bytes { get; set; } = [];

    public string Kind { get; set; } = "";

    public float Size { get; set; }

    public string Tags { get; set; } = "";
}
