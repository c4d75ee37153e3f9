using Google.Protobuf;
using TransferKit.Foundation;

namespace TransferKit.Graphs.Onnx;

/// <summary>An ONNX model in memory, checked on the way in: what is here is safe to hand to ONNX Runtime.</summary>
public sealed class OnnxModel
{
    private readonly Lazy<ContentHash> _digest;

    private OnnxModel(ModelProto proto, string? path)
    {
        Proto = proto;
        Path = path;
        _digest = new(() => ContentHash.Of(ToBytes()));
    }

    /// <summary>The model as the file has it. Treat it as read-only: clone it to change it.</summary>
    public ModelProto Proto { get; }

    /// <summary>The file it came from, or null.</summary>
    public string? Path { get; }

    /// <summary>The digest of the model's bytes.</summary>
    public ContentHash Digest => _digest.Value;

    /// <summary>Wraps a model that was built in this process, after the same checks as one from a file.</summary>
    /// <exception cref="InvalidModelException">The model is not valid.</exception>
    public static OnnxModel From(ModelProto proto)
    {
        ModelAdmission.Check(proto, null);
        return new(proto, null);
    }

    /// <summary>Reads a model file, with its external data where it keeps its weights beside it.</summary>
    /// <exception cref="InvalidModelException">The file is missing, damaged, larger than 2 GB, or unsafe.</exception>
    public static OnnxModel Load(string path)
    {
        byte[] bytes;
        try
        {
            var length = new FileInfo(path).Length;
            if (length > Array.MaxLength)
            {
                throw new InvalidModelException(
                    $"'{path}' has {length:N0} bytes; an ONNX file has at most 2 GB (protobuf's limit). Larger models keep weights as external data.", path);
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidModelException($"The model '{path}' cannot be read: {error.Message}", path, error);
        }

        var proto = Decode(bytes, path);
        ExternalData.Embed(proto, path);
        OmittedOutputs.Name(proto);
        ModelAdmission.Check(proto, path);
        return new(proto, path);
    }

    /// <summary>Reads a model from bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="path">Where it comes from, for messages, or null.</param>
    /// <exception cref="InvalidModelException">The bytes are no ONNX model, an unsafe one, or one with weights in other files.</exception>
    public static OnnxModel Parse(byte[] bytes, string? path = null)
    {
        var proto = Decode(bytes, path);
        OmittedOutputs.Name(proto);
        ModelAdmission.Check(proto, path);
        return new(proto, path);
    }

    /// <summary>The file's bytes: the same as were read, unless weights came from other files and are inside now, or an omitted output that
    /// ONNX Runtime would crash on was named.</summary>
    public byte[] ToBytes() => Proto.ToByteArray();

    /// <summary>Writes the model, atomically.</summary>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, Proto.WriteTo);

    private static ModelProto Decode(byte[] bytes, string? path)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new InvalidModelException(
                $"{Describe(path)} is not an ONNX model, or is truncated ({bytes.Length:N0} bytes): {error.Message}", path, error);
        }
    }

    internal static string Describe(string? path) => path is null ? "The model" : $"The model '{path}'";
}
