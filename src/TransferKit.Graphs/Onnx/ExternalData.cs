using Google.Protobuf;

namespace TransferKit.Graphs.Onnx;

/// <summary>Weights that an ONNX file keeps in files beside it (ONNX external data specification).</summary>
internal static class ExternalData
{
    private const long MaxTotalBytes = int.MaxValue - (1L << 20);

    /// <summary>Reads every external tensor into the model, so that it stands alone.</summary>
    public static void Embed(ModelProto model, string modelPath)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;
        long total = 0;
        foreach (var tensor in External(model))
        {
            var entries = Entries(tensor, modelPath);
            var file = Locate(entries.GetValueOrDefault("location", ""), folder, tensor, modelPath);
            var bytes = Read(file, entries, tensor, modelPath, MaxTotalBytes - total);
            total += bytes.Length;
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(bytes);
            tensor.ExternalData.Clear();
            tensor.ClearDataLocation();
        }
    }

    /// <summary>Initializers and the values of Constant nodes; what a model hides deeper is refused by <see cref="ModelAdmission"/>.</summary>
    private static IEnumerable<TensorProto> External(ModelProto model) => (model.Graph?.Initializer ?? [])
        .Concat((model.Graph?.Node ?? []).SelectMany(n => n.Attribute).Select(a => a.T).OfType<TensorProto>())
        .Where(t => t.DataLocation == TensorProto.Types.DataLocation.External);

    private static Dictionary<string, string> Entries(TensorProto tensor, string modelPath)
    {
        var entries = new Dictionary<string, string>();
        return tensor.ExternalData.All(e => entries.TryAdd(e.Key, e.Value))
            ? entries
            : throw new InvalidModelException($"'{modelPath}': tensor '{tensor.Name}' tells twice where its values are.", modelPath);
    }

    private static string Locate(string location, string folder, TensorProto tensor, string modelPath)
    {
        var file = location.Contains('\0') ? "" : Path.GetFullPath(Path.Combine(folder, location));
        // A crafted model could name any file of the machine: only what lies below the model's folder is read.
        if (location.Length == 0 || !file.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new InvalidModelException($"'{modelPath}': tensor '{tensor.Name}' points to '{location}', which is not below the model's folder.", modelPath);
        }

        if (!File.Exists(file))
        {
            throw new InvalidModelException(
                $"'{modelPath}' keeps the weights of '{tensor.Name}' in '{location}', which is missing: put that file beside the model.", modelPath);
        }

        return file;
    }

    private static byte[] Read(string file, Dictionary<string, string> entries, TensorProto tensor, string modelPath, long most)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var offset = Number(entries, "offset", 0);
            var length = Number(entries, "length", stream.Length - offset);
            var expected = Tensors.ByteCount(tensor);
            if (offset < 0 || length < 0 || length > stream.Length - offset || length != expected)
            {
                throw new InvalidModelException(
                    $"'{file}' has {stream.Length:N0} bytes; tensor '{tensor.Name}' needs {expected:N0} of them from {offset:N0} and is given {length:N0}.", modelPath);
            }

            if (length > most)
            {
                throw new InvalidModelException($"'{modelPath}' keeps more than 2 GB of weights as external data; that is not supported.", modelPath);
            }

            var bytes = new byte[length];
            stream.Position = offset;
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            throw new InvalidModelException($"The external data '{file}' of '{modelPath}' cannot be read: {error.Message}", modelPath, error);
        }
    }

    private static long Number(Dictionary<string, string> entries, string key, long otherwise) =>
        entries.TryGetValue(key, out var text) ? long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}
