using System.Runtime.InteropServices;
using Google.Protobuf;
using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Tests.Onnx;

public sealed class TensorsTests
{
    public static TheoryData<TensorProto> OneTwoMinusThree => new()
    {
        Tensors.FromFloats("float", [1f, 2f, -3f], 3),
        Tensors.FromDoubles("double", [1, 2, -3], 3),
        Tensors.FromLongs("int64", [1, 2, -3], 3),
        Raw(DataType.Int32, MemoryMarshal.AsBytes<int>([1, 2, -3])),
        Raw(DataType.Int16, MemoryMarshal.AsBytes<short>([1, 2, -3])),
        Raw(DataType.Int8, MemoryMarshal.AsBytes<sbyte>([1, 2, -3])),
        Raw(DataType.Float16, MemoryMarshal.AsBytes<Half>([(Half)1, (Half)2, (Half)(-3)])),
        Raw(DataType.Bfloat16, MemoryMarshal.AsBytes<ushort>([0x3F80, 0x4000, 0xC040])),
        new TensorProto { DataType = (int)DataType.Float, Dims = { 3 }, FloatData = { 1, 2, -3 } },
        new TensorProto { DataType = (int)DataType.Double, Dims = { 3 }, DoubleData = { 1, 2, -3 } },
        new TensorProto { DataType = (int)DataType.Int64, Dims = { 3 }, Int64Data = { 1, 2, -3 } },
        new TensorProto { DataType = (int)DataType.Int8, Dims = { 3 }, Int32Data = { 1, 2, -3 } },
        new TensorProto { DataType = (int)DataType.Float16, Dims = { 3 }, Int32Data = { 0x3C00, 0x4000, 0xC200 } },
    };

    [Theory]
    [MemberData(nameof(OneTwoMinusThree))]
    public void EveryRepresentation_GivesTheSameValues(TensorProto tensor) => Assert.Equal([1f, 2f, -3f], Tensors.ToFloats(tensor));

    [Fact]
    public void Text_IsNoNumber() =>
        Assert.Throws<InvalidModelException>(() => Tensors.ToFloats(new TensorProto { DataType = (int)DataType.String, Name = "words" }));

    [Fact]
    public void ValuesThatDoNotFillTheShape_AreRefused() =>
        Assert.Throws<ArgumentException>(() => Tensors.FromFloats("short", [1f, 2f], 3));

    [Fact]
    public void ScalarHasOneValue_AndEmptyShapeNone()
    {
        Assert.Equal(1, Tensors.Count(Array.Empty<long>()));
        Assert.Equal(0, Tensors.Count([4, 0, 2]));
    }

    private static TensorProto Raw(DataType type, ReadOnlySpan<byte> bytes) =>
        new() { Name = $"{type}", DataType = (int)type, Dims = { 3 }, RawData = ByteString.CopyFrom(bytes) };
}
