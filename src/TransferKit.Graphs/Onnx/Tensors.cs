using System.Runtime.InteropServices;
using Google.Protobuf;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Onnx;

/// <summary>Reads and makes constant tensors, in whichever of the format's representations they are stored.</summary>
public static class Tensors
{
    /// <summary>How many values the shape holds; 1 for a scalar.</summary>
    public static long Count(TensorProto tensor) => Count(tensor.Dims);

    /// <summary>How many values a shape holds; 1 for a scalar.</summary>
    public static long Count(IEnumerable<long> shape)
    {
        var count = 1L;
        foreach (var dimension in shape)
        {
            count = checked(count * dimension);
        }

        return count;
    }

    /// <summary>The values of a float, float16, bfloat16, double or integer tensor, as float32.</summary>
    /// <exception cref="InvalidModelException">The tensor holds something else.</exception>
    public static float[] ToFloats(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Float => tensor.HasRawData ? Raw<float>(tensor) : [.. tensor.FloatData],
        DataType.Double => Array.ConvertAll(tensor.HasRawData ? Raw<double>(tensor) : [.. tensor.DoubleData], v => (float)v),
        DataType.Float16 => Array.ConvertAll(Halves(tensor), bits => (float)BitConverter.UInt16BitsToHalf(bits)),
        DataType.Bfloat16 => Array.ConvertAll(Halves(tensor), bits => BitConverter.Int32BitsToSingle(bits << 16)),
        _ => Array.ConvertAll(ToLongs(tensor), v => (float)v),
    };

    /// <summary>The values of an integer or boolean tensor.</summary>
    /// <exception cref="InvalidModelException">The tensor holds something else.</exception>
    public static long[] ToLongs(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Int64 => tensor.HasRawData ? Raw<long>(tensor) : [.. tensor.Int64Data],
        DataType.Int32 => Array.ConvertAll(tensor.HasRawData ? Raw<int>(tensor) : [.. tensor.Int32Data], v => (long)v),
        DataType.Int16 => tensor.HasRawData ? Array.ConvertAll(Raw<short>(tensor), v => (long)v) : Small(tensor),
        DataType.Uint16 => tensor.HasRawData ? Array.ConvertAll(Raw<ushort>(tensor), v => (long)v) : Small(tensor),
        DataType.Int8 => tensor.HasRawData ? Array.ConvertAll(Raw<sbyte>(tensor), v => (long)v) : Small(tensor),
        DataType.Uint8 or DataType.Bool => tensor.HasRawData ? Array.ConvertAll(Raw<byte>(tensor), v => (long)v) : Small(tensor),
        _ => throw new InvalidModelException($"Tensor '{tensor.Name}' holds {(DataType)tensor.DataType}; numbers are needed here."),
    };

    /// <summary>A float32 tensor.</summary>
    public static TensorProto FromFloats(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Make(name, DataType.Float, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <summary>A float64 tensor.</summary>
    public static TensorProto FromDoubles(string name, ReadOnlySpan<double> values, params ReadOnlySpan<long> shape) =>
        Make(name, DataType.Double, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <summary>An int64 tensor.</summary>
    public static TensorProto FromLongs(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) =>
        Make(name, DataType.Int64, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <summary>An int32 tensor of one dimension.</summary>
    public static TensorProto FromInts(string name, ReadOnlySpan<int> values) =>
        Make(name, DataType.Int32, MemoryMarshal.AsBytes(values), values.Length, [values.Length]);

    /// <summary>The values of a tensor of numbers, as float64.</summary>
    /// <exception cref="InvalidModelException">The tensor holds something else.</exception>
    public static double[] ToDoubles(TensorProto tensor) => (DataType)tensor.DataType == DataType.Double
        ? tensor.HasRawData ? Raw<double>(tensor) : [.. tensor.DoubleData]
        : Array.ConvertAll(ToFloats(tensor), value => (double)value);

    internal static long ByteCount(TensorProto tensor) => checked(Count(tensor) * ElementSize(tensor));

    /// <summary>Whether the stored values are not as many as the shape says.</summary>
    internal static bool HasWrongLength(TensorProto tensor, out long found, out long expected)
    {
        try
        {
            (found, expected) = tensor.HasRawData ? (tensor.RawData.Length, ByteCount(tensor)) : (TypedCount(tensor), Count(tensor));
        }
        catch (OverflowException)
        {
            (found, expected) = (tensor.RawData.Length, long.MaxValue);
        }

        return ElementSize(tensor) > 0 && found != expected;
    }

    private static long TypedCount(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Float => tensor.FloatData.Count,
        DataType.Double => tensor.DoubleData.Count,
        DataType.Int64 => tensor.Int64Data.Count,
        DataType.Uint32 or DataType.Uint64 => tensor.Uint64Data.Count,
        _ => tensor.Int32Data.Count,
    };

    /// <summary>Bytes a value, or 0 for types that have no fixed size here (strings, complex, sub-byte).</summary>
    private static int ElementSize(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Int64 or DataType.Uint64 or DataType.Double => 8,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Float16 or DataType.Bfloat16 or DataType.Int16 or DataType.Uint16 => 2,
        DataType.Int8 or DataType.Uint8 or DataType.Bool => 1,
        _ => 0,
    };

    private static T[] Raw<T>(TensorProto tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.RawData.Span).ToArray();

    private static ushort[] Halves(TensorProto tensor) =>
        tensor.HasRawData ? Raw<ushort>(tensor) : [.. tensor.Int32Data.Select(v => (ushort)v)];

    private static long[] Small(TensorProto tensor) => [.. tensor.Int32Data.Select(v => (long)v)];

    private static TensorProto Make(string name, DataType type, ReadOnlySpan<byte> bytes, int count, ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(shape.ToArray());
        if (Count(tensor) != count)
        {
            throw new ArgumentException($"'{name}': {count} values for the shape [{string.Join(", ", tensor.Dims)}].", nameof(shape));
        }

        return tensor;
    }
}
