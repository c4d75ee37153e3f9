using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Tests.Backbones;

public sealed class BackboneStoreTests : IDisposable
{
    private const string Id = BackboneCatalogue.DefaultId;

    private readonly TemporaryFolder _folder = new();
    private readonly BackboneStoreOptions _options;

    public BackboneStoreTests() => _options = new() { Folder = _folder.File("store") };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DefaultBackbone_ComesFromTheFilesBesideTheProgram()
    {
        var backbone = await LoadAsync(_options);

        Assert.Equal(Id, backbone.Id);
        Assert.Equal((256, 256, TensorLayout.Nchw), (backbone.Input.Width, backbone.Input.Height, backbone.Input.Layout));
        Assert.Equal([1f, 1f, 1f], backbone.Input.Scale);
        Assert.Empty(backbone.Notes);
        Assert.Equal(backbone.Card!.TrunkEnd, backbone.Stages.TrunkEnd.Tensor);
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "backbones", Id, "LICENSE")));
    }

    [Fact]
    public async Task SecondLoad_ReadsTheStoreAndGivesTheSameBytes()
    {
        var first = await LoadAsync(_options);
        var written = StoredFile().LastWriteTimeUtc;

        var second = await LoadAsync(_options with { PackageFolder = _folder.Path });

        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(written, StoredFile().LastWriteTimeUtc);
    }

    [Fact]
    public async Task StoredFile_IsABackboneByItself()
    {
        var path = await new BackboneStore(_options).PullAsync(Id);

        var backbone = await Backbone.LoadAsync(path);

        Assert.Equal((await LoadAsync(_options)).Input with { Scale = backbone.Input.Scale, Offset = backbone.Input.Offset }, backbone.Input);
        Assert.Empty(backbone.Notes);
    }

    [Fact]
    public async Task OtherSize_IsTaken()
    {
        var backbone = await Backbone.LoadAsync(Id, new() { Store = _options, InputSize = 128 });

        Assert.Equal([1L, 480, 4, 4], backbone.Stages[^1].Shape);
    }

    [Fact]
    public async Task DamagedFile_IsConvertedAgainAndSaid()
    {
        var good = (await LoadAsync(_options)).Digest;
        await DamageAsync();

        var backbone = await LoadAsync(_options);

        Assert.Contains("converted again", Assert.Single(backbone.Notes), StringComparison.Ordinal);
        Assert.Equal(good, backbone.Digest);
        Assert.Empty((await LoadAsync(_options)).Notes);
    }

    [Fact]
    public async Task DamagedFileWithoutItsSource_IsATypedError()
    {
        await LoadAsync(_options);
        await DamageAsync();

        var error = await Assert.ThrowsAsync<DamagedFileException>(() => LoadAsync(_options with { PackageFolder = _folder.Path }));

        Assert.Equal(StoredFile().FullName, error.Path);
    }

    [Fact]
    public async Task TruncatedFile_IsConvertedAgainByPull()
    {
        var path = await new BackboneStore(_options).PullAsync(Id);
        var good = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, good[..1000]);

        await new BackboneStore(_options).PullAsync(Id);

        Assert.Equal(good, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task MissingPackage_IsNamed()
    {
        var store = new BackboneStore(_options with { PackageFolder = _folder.Path });

        var error = await Assert.ThrowsAsync<MissingPackageException>(() => store.PullAsync("inception-v3-moderation"));

        Assert.Equal("nsfwjs", error.Package);
        Assert.Equal(FaultKind.Input, error.Fault);
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SourceFileWithAnotherDigest_IsATypedErrorThatNamesIt()
    {
        var package = Path.Combine(_folder.Path, "@vladmandic", "human", "models");
        Directory.CreateDirectory(package);
        await File.WriteAllTextAsync(Path.Combine(package, "centernet.json"), "{}");
        await File.WriteAllTextAsync(Path.Combine(package, "centernet.bin"), "");

        var error = await Assert.ThrowsAsync<InvalidModelException>(() => LoadAsync(_options with { PackageFolder = _folder.Path }));

        Assert.EndsWith("centernet.json", error.Path, StringComparison.Ordinal);
        Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreThatCannotBeWritten_DoesNotStopLoadingAndIsSaid()
    {
        await File.WriteAllTextAsync(_options.Folder!, "a file where the folder should be");

        var backbone = await LoadAsync(_options);

        Assert.Contains("could not be kept", Assert.Single(backbone.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreThatCannotBeWritten_FailsAPull()
    {
        await File.WriteAllTextAsync(_options.Folder!, "a file where the folder should be");

        await Assert.ThrowsAsync<StorageException>(() => new BackboneStore(_options).PullAsync(Id));
    }

    [Fact]
    public async Task SeveralAtOnce_GiveTheSameModel()
    {
        var backbones = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => LoadAsync(_options))));

        Assert.Single(backbones.Select(backbone => backbone.Digest).Distinct());
        Assert.Equal(2, Directory.GetFiles(_options.Folder!).Length);
    }

    [Fact]
    public async Task List_SaysWhatIsInTheStore()
    {
        var store = new BackboneStore(_options);
        Assert.All(store.List(), backbone => Assert.Null(backbone.Bytes));

        await store.PullAsync(Id);

        var stored = store.List()[0];
        Assert.Equal((Id, StoredFile().Length, true), (stored.Card.Id, stored.Bytes, stored.HasSource));
        Assert.Equal(3, store.List().Count);
    }

    [Fact]
    public async Task UnknownName_ListsTheKnownOnesAndSuggestsTheNearest()
    {
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => Backbone.LoadAsync("mobilnet-v3-coco"));

        Assert.Contains("Did you mean 'mobilenet-v3-coco'?", error.Message, StringComparison.Ordinal);
        Assert.All(BackboneCatalogue.All, card => Assert.Contains(card.Id, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryCard_SaysLicenceAndProvenance()
    {
        Assert.Equal(Id, BackboneCatalogue.All[0].Id);
        Assert.All(BackboneCatalogue.All, card =>
        {
            Assert.NotEmpty(card.Licence);
            Assert.NotEmpty(card.Provenance);
            Assert.All(card.Source.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
        });
        Assert.Contains("states no licence", BackboneCatalogue.Find(Id).Provenance, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_StopsTheConversion() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => Backbone.LoadAsync(Id, new() { Store = _options }, new CancellationToken(canceled: true)));

    private static Task<Backbone> LoadAsync(BackboneStoreOptions store) => Backbone.LoadAsync(Id, new() { Store = store });

    private FileInfo StoredFile() => new(Directory.GetFiles(_options.Folder!, "*.onnx").Single());

    private async Task DamageAsync()
    {
        var bytes = await File.ReadAllBytesAsync(StoredFile().FullName);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(StoredFile().FullName, bytes);
    }
}
