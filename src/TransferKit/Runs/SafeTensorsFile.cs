using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TransferKit.Foundation;

namespace TransferKit.Runs;

/// <summary>
/// Named float32 arrays with text metadata, in the safetensors format: eight bytes of header length, a JSON header, the data
/// (https://github.com/huggingface/safetensors, "Format"). Reading makes the checks that the format asks for, and one of ours: a
/// digest of the data in the metadata.
/// </summary>
internal static class SafeTensorsFile
{
    private const string DigestKey = "transferkit.sha256";
    private const long MaxHeaderBytes = 100_000_000;

    /// <summary>Writes a file, atomically.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var data = new byte[tensors.Sum(tensor => tensor.Values.Length * sizeof(float))];
        var header = new JsonObject();
        var end = 0;
        foreach (var tensor in tensors)
        {
            var start = end;
            MemoryMarshal.AsBytes(tensor.Values.Span).CopyTo(data.AsSpan(start));
            end += tensor.Values.Length * sizeof(float);
            header.Add(tensor.Name, new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. tensor.Shape.Select(d => (JsonNode)d)]),
                ["data_offsets"] = new JsonArray(start, end),
            });
        }

        var entries = metadata.Append(new(DigestKey, ContentHash.Of(data).Hex));
        header.Insert(0, "__metadata__", new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))));
        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
            stream.Write(length);
            stream.Write(text);
            stream.Write(data);
        });
    }

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="DamagedFileException">It is truncated, changed, or not of this format.</exception>
    /// <exception cref="StorageException">It cannot be opened.</exception>
    public static (IReadOnlyDictionary<string, NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        try
        {
            var bytes = ReadBytes(path);
            Require(bytes.Length >= sizeof(ulong), "it is shorter than its own header length");
            var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            Require(headerLength <= MaxHeaderBytes && headerLength <= (ulong)(bytes.Length - sizeof(ulong)), "its header is longer than the file");
            var header = bytes.AsMemory(sizeof(ulong), (int)headerLength);
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(json.RootElement, bytes.AsMemory(sizeof(ulong) + (int)headerLength));
        }
        catch (Exception error) when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            throw new DamagedFileException(
                $"The checkpoint '{path}' is damaged: {error.Message.TrimEnd('.')}. Delete it; the work it holds is done again.", path, error);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The checkpoint '{path}' cannot be read: {error.Message}", path, error);
        }
    }

    private static (Dictionary<string, NamedTensor>, Dictionary<string, string>) Read(JsonElement header, ReadOnlyMemory<byte> data)
    {
        Require(header.ValueKind == JsonValueKind.Object, "its header is not a JSON object");
        var metadata = new Dictionary<string, string>();
        var tensors = new Dictionary<string, NamedTensor>();
        var ranges = new List<(int Start, int End)>();
        foreach (var entry in header.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                metadata = entry.Value.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!);
                continue;
            }

            var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()).ToArray();
            var offsets = entry.Value.GetProperty("data_offsets");
            Require(offsets.GetArrayLength() == 2, $"'{entry.Name}' has no two offsets");
            var (start, end) = (offsets[0].GetInt32(), offsets[1].GetInt32());
            Require(entry.Value.GetProperty("dtype").GetString() == "F32", $"'{entry.Name}' is not float32");
            Require(start >= 0 && start <= end && end <= data.Length, $"'{entry.Name}' lies outside the file");
            Require(shape.All(d => d >= 0) && checked(Graphs.Onnx.Tensors.Count(shape) * sizeof(float)) == end - start, $"'{entry.Name}' has not the size its shape needs");
            ranges.Add((start, end));
            tensors.Add(entry.Name, new(entry.Name, shape, MemoryMarshal.Cast<byte, float>(data.Span[start..end]).ToArray()));
        }

        var next = 0;
        foreach (var (start, end) in ranges.Order())
        {
            Require(start == next, "its data have a hole or overlap");
            next = end;
        }

        Require(next == data.Length, "its data have another length than its header says");
        Require(metadata.GetValueOrDefault(DigestKey) == ContentHash.Of(data.Span).Hex, "its data do not match their digest");
        return (tensors, metadata);
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }
}
