using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Tests.Runs;

public sealed class CheckpointFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-").FullName;
    private readonly CheckpointFolder _checkpoints;

    public CheckpointFolderTests() => _checkpoints = new(_folder, "run", continues: false);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void OfManyStates_TheLastTwoStay()
    {
        foreach (var step in new[] { 8, 9, 10, 11 })
        {
            Write(step);
        }

        Assert.Equal(["a.step-10.safetensors", "a.step-11.safetensors"], Names());
        Assert.Equal((11, 11f), Read());
    }

    [Fact]
    public void ADamagedNewestState_GivesWayToTheOneBefore()
    {
        Write(9);
        Write(10);
        Truncate("a.step-10.safetensors");

        Assert.Equal((9, 9f), Read());
    }

    [Fact]
    public void WithoutAWholeState_ThePieceStartsAnew()
    {
        Assert.Null(_checkpoints.ReadState("a"));
        Write(9);
        Truncate("a.step-9.safetensors");

        Assert.Null(_checkpoints.ReadState("a"));
    }

    [Fact]
    public void AFinishedPiece_HasNoStatesAndLeavesOthersAlone()
    {
        Write(1);
        _checkpoints.WriteState("ab", 5, [new("w", [1], new[] { 5f })]);
        _checkpoints.WriteFinished("a", [new("w", [1], new[] { 2f })]);

        Assert.Equal(["a.safetensors", "ab.step-5.safetensors"], Names());
        Assert.Equal(2f, _checkpoints.ReadFinished("a")!["w"].Values.Span[0]);
        Assert.Null(_checkpoints.ReadFinished("ab"));
    }

    [Fact]
    public void ADamagedFinishedPiece_IsATypedErrorThatNamesIt()
    {
        _checkpoints.WriteFinished("a", [new("w", [1], new[] { 2f })]);
        Truncate("a.safetensors");

        Assert.EndsWith("a.safetensors", Assert.Throws<DamagedFileException>(() => _checkpoints.ReadFinished("a")).Path, StringComparison.Ordinal);
    }

    private void Write(int step) => _checkpoints.WriteState("a", step, [new("w", [1], new[] { (float)step })]);

    private (int Step, float Value) Read()
    {
        var (step, tensors) = _checkpoints.ReadState("a")!.Value;
        return (step, tensors["w"].Values.Span[0]);
    }

    private IEnumerable<string?> Names() => Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private void Truncate(string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
    }
}
