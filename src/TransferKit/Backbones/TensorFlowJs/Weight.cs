using System.Runtime.InteropServices;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>How a stored weight becomes a number: <c>stored * Scale + Minimum</c> for integers; a float16 has neither.</summary>
/// <param name="StoredType">The stored type: <c>uint8</c>, <c>uint16</c> or <c>float16</c>.</param>
/// <param name="Scale">The step between two stored integers.</param>
/// <param name="Minimum">The value of the stored 0.</param>
internal sealed record Quantization(string StoredType, double Scale, double Minimum);

/// <summary>A weight of a TensorFlow.js model; it is decoded when it is asked for, as most of a detector's are not.</summary>
/// <param name="Name">Its name in the manifest.</param>
/// <param name="Shape">Its shape, as TensorFlow orders it.</param>
/// <param name="Type"><c>float32</c>, <c>int32</c> or another type that is not decoded.</param>
/// <param name="Quantization">How it is stored, or null where it is stored as its type.</param>
/// <param name="Bytes">Its little-endian bytes.</param>
internal sealed record Weight(string Name, long[] Shape, string Type, Quantization? Quantization, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>How many values it has.</summary>
    public int Count => (int)Tensors.Count(Shape);

    /// <summary>Its values as float32, in TensorFlow's order.</summary>
    public float[] ToFloats() => Quantization switch
    {
        { StoredType: "uint8" } stored => Array.ConvertAll(Bytes.ToArray(), code => (float)((code * stored.Scale) + stored.Minimum)),
        { StoredType: "uint16" } stored => Array.ConvertAll(Read<ushort>(), code => (float)((code * stored.Scale) + stored.Minimum)),
        { StoredType: "float16" } => Array.ConvertAll(Read<Half>(), half => (float)half),
        null when Type == "float32" => Read<float>(),
        null when Type == "int32" => Array.ConvertAll(Read<int>(), number => (float)number),
        _ => throw new InvalidModelException($"The weight '{Name}' is {Type} stored as {Quantization?.StoredType ?? Type}; that is not supported."),
    };

    /// <summary>Its values as whole numbers: axes, paddings, shapes.</summary>
    public long[] ToLongs() => Type == "int32" && Quantization is null
        ? Array.ConvertAll(Read<int>(), number => (long)number)
        : Array.ConvertAll(ToFloats(), number => (long)MathF.Round(number));

    private T[] Read<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes.Span).ToArray();
}
