using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TransferKit.Foundation;

namespace TransferKit.Features.Caching;

/// <summary>
/// The format of one cache file: a header, then records of one size, so that damage to one leaves the others readable.
/// Header: magic (8 bytes), key (32), columns (int32), checksum (8). Record: SHA-256 of the image's bytes (32), the features
/// (float32), checksum (8). Numbers are little-endian; a checksum is the first 8 bytes of the SHA-256 of key, columns and record.
/// </summary>
internal sealed class FeatureShard
{
    private const int HashBytes = SHA256.HashSizeInBytes;
    private const int ChecksumBytes = 8;
    private static readonly byte[] Magic = "TKFEAT01"u8.ToArray();

    private readonly byte[] _header;
    private readonly int _columns;

    public FeatureShard(ContentHash key, int columns)
    {
        _columns = columns;
        _header = [.. Magic, .. Convert.FromHexString(key.Hex), .. new byte[sizeof(int) + ChecksumBytes]];
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(Magic.Length + HashBytes), columns);
        SHA256.HashData(_header.AsSpan(..^ChecksumBytes))[..ChecksumBytes].CopyTo(_header.AsSpan(^ChecksumBytes..));
    }

    /// <summary>What every file of this key begins with.</summary>
    public ReadOnlySpan<byte> Header => _header;

    /// <summary>Bytes of one record.</summary>
    public int RecordBytes => HashBytes + (_columns * sizeof(float)) + ChecksumBytes;

    /// <summary>The record of an image.</summary>
    public byte[] Record(ContentHash content, ReadOnlySpan<float> features)
    {
        var record = GC.AllocateUninitializedArray<byte>(RecordBytes);
        Convert.FromHexString(content.Hex, record, out _, out _);
        MemoryMarshal.AsBytes(features).CopyTo(record.AsSpan(HashBytes));
        Checksum(record.AsSpan(..^ChecksumBytes), record.AsSpan(^ChecksumBytes..));
        return record;
    }

    /// <summary>The digest of a file of these records.</summary>
    public ContentHash Digest(IEnumerable<ReadOnlyMemory<byte>> records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_header);
        foreach (var record in records)
        {
            hash.AppendData(record.Span);
        }

        return new(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The image of a record.</summary>
    public static ContentHash ContentOf(ReadOnlySpan<byte> record) => new(Convert.ToHexStringLower(record[..HashBytes]));

    /// <summary>The features of a record.</summary>
    public static ReadOnlySpan<float> FeaturesOf(ReadOnlySpan<byte> record) =>
        MemoryMarshal.Cast<byte, float>(record[HashBytes..^ChecksumBytes]);

    /// <summary>Whether a record is as it was written, for this key.</summary>
    public bool IsIntact(ReadOnlySpan<byte> record)
    {
        Span<byte> expected = stackalloc byte[ChecksumBytes];
        Checksum(record[..^ChecksumBytes], expected);
        return record[^ChecksumBytes..].SequenceEqual(expected);
    }

    private void Checksum(ReadOnlySpan<byte> content, Span<byte> checksum)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_header);
        hash.AppendData(content);
        Span<byte> digest = stackalloc byte[HashBytes];
        hash.GetHashAndReset(digest);
        digest[..ChecksumBytes].CopyTo(checksum);
    }
}
