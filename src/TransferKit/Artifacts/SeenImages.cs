using TransferKit.Foundation;

namespace TransferKit.Artifacts;

/// <summary>
/// The images a model was trained on, as the first eight bytes of each file's SHA-256: enough to leave them out of an evaluation
/// (one false match in about 10^13 comparisons with a million images), too little to tell anything about them.
/// </summary>
public sealed class SeenImages
{
    private const int PrefixBytes = 8;
    private readonly HashSet<ulong> _prefixes;

    private SeenImages(IEnumerable<ulong> prefixes) => _prefixes = [.. prefixes];

    /// <summary>No images.</summary>
    public static SeenImages None { get; } = new([]);

    /// <summary>How many different images.</summary>
    public int Count => _prefixes.Count;

    /// <summary>The images of these digests.</summary>
    public static SeenImages Of(IEnumerable<ContentHash> images) => new(images.Select(Prefix));

    /// <summary>Whether the model was trained on an image of this content.</summary>
    public bool Contains(ContentHash image) => _prefixes.Contains(Prefix(image));

    /// <summary>These images and those: what a model has seen that went on training.</summary>
    public SeenImages Union(SeenImages other) => new(_prefixes.Concat(other._prefixes));

    /// <summary>The prefixes in ascending order, big-endian, in base64.</summary>
    internal string ToBase64()
    {
        var bytes = new byte[_prefixes.Count * PrefixBytes];
        foreach (var (index, prefix) in _prefixes.Order().Index())
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(index * PrefixBytes), prefix);
        }

        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads what <see cref="ToBase64"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    internal static SeenImages FromBase64(string text)
    {
        var bytes = Convert.FromBase64String(text);
        if (bytes.Length % PrefixBytes != 0)
        {
            throw new FormatException($"{bytes.Length} bytes are no whole number of {PrefixBytes}-byte prefixes.");
        }

        return new(Enumerable.Range(0, bytes.Length / PrefixBytes)
            .Select(index => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(index * PrefixBytes))));
    }

    private static ulong Prefix(ContentHash image) => Convert.ToUInt64(image.Hex[..(2 * PrefixBytes)], 16);
}
