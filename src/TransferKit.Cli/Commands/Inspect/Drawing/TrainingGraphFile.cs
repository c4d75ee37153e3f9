using TransferKit.Cli.Hosting;
using TransferKit.Foundation;

namespace TransferKit.Cli.Commands.Inspect.Drawing;

/// <summary>Writes a training graph to a file, in the form that the file's name asks for.</summary>
internal static class TrainingGraphFile
{
    /// <summary>Refuses names that ask for a form that is not known.</summary>
    /// <exception cref="UsageException">The name ends in neither <c>.svg</c> nor <c>.txt</c>.</exception>
    public static void CheckName(string path)
    {
        if (!IsSvg(path) && !Ends(path, ".txt"))
        {
            throw new UsageException($"'--graph' is '{path}'; allowed: a file name that ends in .svg (a picture) or .txt (text).", "inspect");
        }
    }

    /// <summary>Writes it, atomically.</summary>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public static void Write(TrainingGraphView graph, string path)
    {
        if (IsSvg(path))
        {
            AtomicFile.WriteAllBytes(path, TrainingGraphSvg.Of(graph));
        }
        else
        {
            AtomicFile.WriteAllText(path, TrainingGraphText.Of(graph));
        }
    }

    private static bool IsSvg(string path) => Ends(path, ".svg");

    private static bool Ends(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
