using Microsoft.ML;
using TransferKit.Backbones;
using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.MLNet.Tests.Fixtures;

/// <summary>Pictures of three colours in a folder, and a backbone that takes no time.</summary>
public sealed class Photos : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("transferkit-mlnet-");

    /// <summary>The context; the same seed in every test.</summary>
    public MLContext Context { get; } = new(seed: 7);

    /// <summary>The folder of class folders.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The backbone.</summary>
    public Backbone Backbone => field ??= Backbone.LoadAsync(TinyBackbone.Write(Path.Combine(Folder, "tiny.onnx")), new() { InputRange = new(0, 1) }).GetAwaiter().GetResult();

    /// <summary>Writes pictures and tells of them, class after class.</summary>
    public List<Photo> Write(int perClass)
    {
        TinyPhotos.Write(Folder, perClass);
        return [.. TinyPhotos.Classes.SelectMany(kind => Enumerable.Range(0, perClass).Select(number => Path.Combine(Folder, kind, $"{number:00}.bmp"))
            .Select(path => new Photo { Path = path, Bytes = File.ReadAllBytes(path), Kind = kind, Size = TinyPhotos.Classes.ToList().IndexOf(kind), Tags = kind == "red" ? "warm;bright" : "bright" }))];
    }

    /// <summary>The same as data.</summary>
    public IDataView Load(IEnumerable<Photo> photos) => Context.Data.LoadFromEnumerable(photos);

    public void Dispose() => _folder.Delete(recursive: true);
}
