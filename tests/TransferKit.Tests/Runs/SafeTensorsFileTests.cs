using System.Buffers.Binary;
using System.Text;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Tests.Runs;

public sealed class SafeTensorsFileTests : IDisposable
{
    private const string First = """{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-").FullName;

    private string File => Path.Combine(_folder, "piece.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatIsWritten_IsReadBackBitForBit()
    {
        float[] values = [1.5f, float.NaN, -0f, float.Epsilon, float.NegativeInfinity, 7];
        SafeTensorsFile.Write(File, [new("a", [2, 3], values), new("none", [0, 4], Array.Empty<float>()), new("\u00e9\"", [], new[] { 3f })], new Dictionary<string, string> { ["step"] = "12" });

        var (tensors, metadata) = SafeTensorsFile.Read(File);

        Assert.Equal(["a", "none", "\u00e9\""], tensors.Keys);
        Assert.Equal([2L, 3L], tensors["a"].Shape);
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), tensors["a"].Values.ToArray().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal("12", metadata["step"]);
    }

    [Fact]
    public void EveryTruncation_IsATypedErrorThatNamesTheFile()
    {
        var whole = Whole();
        for (var length = 0; length < whole.Length; length++)
        {
            AssertDamaged(whole[..length]);
        }
    }

    [Fact]
    public void EveryFlippedBitOfTheData_IsATypedError()
    {
        var whole = Whole();
        var start = sizeof(ulong) + (int)BinaryPrimitives.ReadUInt64LittleEndian(whole);
        for (var bit = start * 8; bit < whole.Length * 8; bit++)
        {
            var flipped = whole.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertDamaged(flipped);
        }
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12)]
    [InlineData("""{"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8)]
    [InlineData("""{"a":""" + First + ""","a":""" + First + "}", 8)]
    [InlineData("""{"a":""" + First + "}", 12)]
    [InlineData("""{"a":""" + First + "}", 8)]
    [InlineData("""{"__metadata__":7}""", 0)]
    [InlineData("[]", 0)]
    [InlineData("not JSON", 0)]
    public void AHeaderThatDoesNotFit_IsATypedError(string header, int dataBytes) => AssertDamaged(Bytes((ulong)Encoding.UTF8.GetByteCount(header), header, dataBytes));

    [Theory]
    [InlineData(100UL)]
    [InlineData(ulong.MaxValue)]
    public void AHeaderLongerThanTheFile_IsATypedError(ulong length) => AssertDamaged(Bytes(length, "{}", 0));

    [Fact]
    public void AFolderInItsPlace_IsAStorageError()
    {
        Directory.CreateDirectory(File);
        Assert.Equal(File, Assert.Throws<StorageException>(() => SafeTensorsFile.Read(File)).Path);
    }

    private static byte[] Bytes(ulong length, string header, int dataBytes)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[sizeof(ulong) + text.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        text.CopyTo(bytes, sizeof(ulong));
        return bytes;
    }

    private byte[] Whole()
    {
        SafeTensorsFile.Write(File, [new("a", [3], new[] { 1f, 2f, 3f })], new Dictionary<string, string>());
        return System.IO.File.ReadAllBytes(File);
    }

    private void AssertDamaged(byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File, bytes);
        var error = Assert.Throws<DamagedFileException>(() => SafeTensorsFile.Read(File));
        Assert.Equal(File, error.Path);
        Assert.Contains(File, error.Message, StringComparison.Ordinal);
    }
}
