using TransferKit.Foundation;

namespace TransferKit.Graphs.Tests.Foundation;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-atomic-").FullName;

    private string Target => Path.Combine(_folder, "m.onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Writing_ReplacesTheFileAndLeavesNothingElse()
    {
        AtomicFile.WriteAllText(Target, "old");
        AtomicFile.WriteAllText(Target, "new");

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Fact]
    public void AFailure_LeavesTheOldFileAlone()
    {
        AtomicFile.WriteAllText(Target, "old");

        Assert.Throws<StorageException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.WriteByte(0);
            throw new IOException("No space left on device");
        }));

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Fact]
    public void WhatAKilledProcessLeft_GoesAndNothingElse()
    {
        Touch(Name("m.onnx"));
        string[] others = [Touch("m.onnx.tmp"), Touch("m.onnx.notes.tmp"), Touch(Name("m.onnx.more")), Touch(Name("other.onnx"))];

        AtomicFile.WriteAllText(Target, "new");

        Assert.Equal(others.Append(Target).Order(StringComparer.Ordinal), Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatIsBeingWritten_IsLeftAlone()
    {
        AtomicFile.Write(Target, first =>
        {
            first.WriteByte((byte)'1');
            AtomicFile.WriteAllText(Target, "2");
            Assert.Equal("2", File.ReadAllText(Target));
        });

        Assert.Equal("1", File.ReadAllText(Target));
    }

    [Fact]
    public void ManyWriters_AllSucceed()
    {
        Parallel.For(0, 200, number => AtomicFile.WriteAllText(Target, $"{number}"));

        Assert.InRange(int.Parse(File.ReadAllText(Target)), 0, 199);
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    private static string Name(string target) => $"{target}.{Guid.NewGuid():n}.tmp";

    private string Touch(string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "half a fi");
        return path;
    }
}
