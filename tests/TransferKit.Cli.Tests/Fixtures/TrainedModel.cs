namespace TransferKit.Cli.Tests.Fixtures;

/// <summary>A model trained once through the command line, for the tests that use one.</summary>
public sealed class TrainedModel : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The model file.</summary>
    public string Model => _folder["colours.onnx"];

    /// <summary>The backbone's file.</summary>
    public string Backbone => _folder["tiny.onnx"];

    /// <summary>The class folders it was trained on.</summary>
    public string Photos => _folder["photos"];

    /// <summary>Class folders that it was not trained on.</summary>
    public string Others => _folder["others"];

    /// <summary>What <c>train --json</c> did.</summary>
    internal CliRun Run { get; private set; } = new(-1, "", "");

    public async Task InitializeAsync()
    {
        TinyBackbone.Write(Backbone);
        TinyPhotos.Write(Photos);
        TinyPhotos.Write(Others, perClass: 5, first: 100);
        Run = await CliRun.OfAsync(["train", "--data", Photos, "--backbone", Backbone, "--out", Model, "--threads", "1", "--json"]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
