namespace TransferKit.Imaging;

/// <summary>Brings a file's or a stream's bytes into memory, never more of them than the limit.</summary>
internal static class ImageFile
{
    internal static byte[] Read(string path, ImageLimits limits)
    {
        limits.Check();
        if (Directory.Exists(path))
        {
            throw InvalidImageException.Of(path, "is a folder, not an image");
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return Read(stream, path, limits);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw InvalidImageException.Of(path, "does not exist", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw InvalidImageException.Of(path, "may not be read: permission denied", error);
        }
        catch (IOException error)
        {
            throw InvalidImageException.Of(path, $"could not be read: {error.Message}", error);
        }
    }

    internal static byte[] Read(Stream stream, string? path, ImageLimits limits)
    {
        limits.Check();
        if (!stream.CanSeek)
        {
            return ReadToEnd(stream, path, limits);
        }

        var length = stream.Length - stream.Position;
        CheckBytes(length, path, limits);
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    internal static void CheckBytes(long length, string? path, ImageLimits limits)
    {
        if (length > limits.MaxBytes)
        {
            throw InvalidImageException.Of(path, $"has {length} bytes, more than the limit of {limits.MaxBytes} (MaxBytes)");
        }
    }

    private static byte[] ReadToEnd(Stream stream, string? path, ImageLimits limits)
    {
        using var bytes = new MemoryStream();
        Span<byte> buffer = stackalloc byte[8192];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            CheckBytes(bytes.Length + read, path, limits);
            bytes.Write(buffer[..read]);
        }

        return bytes.ToArray();
    }
}
