using System.Text;
using TransferKit.Datasets;
using TransferKit.Datasets.Reading;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Tests.Datasets;

/// <summary>A temporary folder of files that stand for images: any text but one that begins with "bad" is a good image.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("transferkit-").FullName;

    public string Full(string name) => Path.Combine(Root, name);

    public string Add(string name, string? text = null) => AddBytes(name, Encoding.UTF8.GetBytes(text ?? $"picture {name}"));

    public string AddBytes(string name, byte[] bytes)
    {
        var path = Full(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Adds images named 0.jpg, 1.jpg ... to a folder.</summary>
    public void AddImages(string folder, int count)
    {
        for (var index = 0; index < count; index++)
        {
            Add($"{folder}/{index}.jpg");
        }
    }

    public ImageDataset Folders(DatasetOptions? options = null, string folder = "") =>
        DatasetLoader.Load(() => FolderReader.Read(Full(folder)), options, Hash, null, default);

    public ImageDataset Csv(string text, params LearningTask[] tasks) => CsvFile(Add("data.csv", text), tasks);

    public static ImageDataset CsvFile(string path, params LearningTask[] tasks) =>
        DatasetLoader.Load(() => TableReader.Read(path, "path", tasks), new() { MaxBad = 0.5 }, Hash, null, default);

    public static ulong Hash(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file);
        return text.StartsWith("bad", StringComparison.Ordinal)
            ? throw new DamagedFileException("the image is damaged", "")
            : BitConverter.ToUInt64(System.Security.Cryptography.SHA256.HashData(file));
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
