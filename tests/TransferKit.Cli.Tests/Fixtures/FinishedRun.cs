namespace TransferKit.Cli.Tests.Fixtures;

/// <summary>A cross-validated training on colours with some wrong labels, made once through the command line.</summary>
public sealed class FinishedRun : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A path beside the run.</summary>
    public string this[string name] => _folder[name];

    /// <summary>The run's folder.</summary>
    public string Run => _folder["colours.run"];

    /// <summary>Where runs are listed.</summary>
    public string Ledger => _folder["ledger"];

    /// <summary>The words that made the run.</summary>
    internal IReadOnlyList<string> Command { get; private set; } = [];

    public async Task InitializeAsync()
    {
        TinyBackbone.Write(_folder["tiny.onnx"]);
        TinyPhotos.Write(_folder["photos"], perClass: 20);
        // Pictures of the other colours under a class that they are not of.
        foreach (var (number, colour) in new[] { (30, 1), (31, 2), (32, 1), (33, 2) })
        {
            File.WriteAllBytes(Path.Combine(_folder["photos"], "blue", $"{number}.bmp"), TinyPhotos.Picture(colour, number));
        }

        Command =
        [
            "train", "--data", _folder["photos"], "--backbone", _folder["tiny.onnx"], "--folds", "4", "--human", "label=0.02:50", "--threads", "1",
            "--cache", _folder["cache"], "--out", _folder["colours.onnx"],
        ];
        var run = await CliRun.OfAsync([.. Command], Ledger);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    /// <summary>Runs a command line where this run is listed.</summary>
    internal Task<CliRun> RunAsync(params string[] words) => CliRun.OfAsync(words, Ledger);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
