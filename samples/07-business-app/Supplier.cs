using FirstTransfer;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Training;

namespace BusinessApp;

/// <summary>Plays the world around the app: trains a model on drawn shapes, then delivers others, and a file that is no picture.</summary>
public sealed class Supplier
{
    private const int PerClass = 3;
    private readonly string _drawn;
    private int _left;

    private Supplier(string work)
    {
        (Model, Inbox) = (Path.Combine(work, "shapes.onnx"), Directory.CreateDirectory(Path.Combine(work, "inbox")).FullName);
        _drawn = Shapes.Draw(Path.Combine(work, "new"), PerClass, seed: 8);
    }

    /// <summary>The model's file.</summary>
    public string Model { get; }

    /// <summary>The folder that is delivered to.</summary>
    public string Inbox { get; }

    /// <summary>Trains the model.</summary>
    public static async Task<Supplier> StartAsync(Notebook notebook, CancellationToken stop)
    {
        notebook.Cell("A model: shapes, 40 of each");
        var supplier = new Supplier(Directory.CreateTempSubdirectory("business-app-").FullName);
        var shapes = ImageDataset.FromFolders(Shapes.Draw(Path.Combine(supplier.Inbox, "..", "shapes"), perClass: 40, seed: 7));
        var run = await TransferTrainer.FineTuneAsync(await Backbone.LoadAsync("mobilenet-v3-coco"), shapes.Split(seed: 7), cancellationToken: stop);
        run.Save(supplier.Model);
        notebook.Write($"test {run.Test}");
        return supplier;
    }

    /// <summary>Copies the photos into the inbox.</summary>
    public void Deliver()
    {
        string[] drawn = [.. Directory.EnumerateFiles(_drawn, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        _left = drawn.Length + 1;
        foreach (var photo in drawn)
        {
            File.Copy(photo, Path.Combine(Inbox, $"{Path.GetFileName(Path.GetDirectoryName(photo))}-{Path.GetFileName(photo)}"));
        }

        File.WriteAllText(Path.Combine(Inbox, "letter.bmp"), "Dear customer, the photos follow.");
    }

    /// <summary>A photo was taken out; after the last of them the app is stopped.</summary>
    public void Taken(CancellationTokenSource stop)
    {
        if (--_left == 0)
        {
            stop.Cancel();
        }
    }
}
