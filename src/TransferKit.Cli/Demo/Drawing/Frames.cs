using System.Buffers.Binary;

namespace TransferKit.Cli.Demo.Drawing;

/// <summary>What a drawing process says.</summary>
internal enum FrameKind : byte
{
    /// <summary>It waits for documents.</summary>
    Ready = 1,

    /// <summary>An SVG document, UTF-8.</summary>
    Document = 2,

    /// <summary>A PNG file.</summary>
    Picture = 3,

    /// <summary>Why a document cannot be drawn, UTF-8.</summary>
    Refusal = 4,
}

/// <summary>A message between a drawing process and the one that started it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Content">Its bytes.</param>
internal readonly record struct Frame(FrameKind Kind, ReadOnlyMemory<byte> Content);

/// <summary>Messages over a pipe: the kind, the length as four little-endian bytes, the content.</summary>
internal static class Frames
{
    /// <summary>The longest content, in bytes; the largest picture of the demo has a tenth of it.</summary>
    public const int LongestContent = 2 * 1024 * 1024;

    private const int HeaderBytes = 5;

    /// <summary>Writes a message and flushes.</summary>
    public static async Task WriteAsync(Stream pipe, Frame frame, CancellationToken cancellation)
    {
        var header = new byte[HeaderBytes];
        header[0] = (byte)frame.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(1), frame.Content.Length);
        await pipe.WriteAsync(header, cancellation);
        await pipe.WriteAsync(frame.Content, cancellation);
        await pipe.FlushAsync(cancellation);
    }

    /// <summary>Reads a message; null where the other side has closed the pipe.</summary>
    /// <exception cref="InvalidDataException">It is no message.</exception>
    /// <exception cref="EndOfStreamException">The pipe closed inside one.</exception>
    public static async Task<Frame?> ReadAsync(Stream pipe, CancellationToken cancellation)
    {
        var header = new byte[HeaderBytes];
        var read = await pipe.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellation);
        if (read == 0)
        {
            return null;
        }

        var length = read == HeaderBytes ? BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(1)) : throw new EndOfStreamException();
        if (length is < 0 or > LongestContent || !Enum.IsDefined((FrameKind)header[0]))
        {
            throw new InvalidDataException($"a message of kind {header[0]} and {length} bytes is none of ours");
        }

        var content = new byte[length];
        await pipe.ReadExactlyAsync(content, cancellation);
        return new((FrameKind)header[0], content);
    }
}
