using System.Globalization;
using TransferKit.Foundation;

namespace TransferKit.Runs;

/// <summary>
/// What a run has done so far: a file for each finished piece of training, and the last two states of the one under way. Written
/// so that a process killed at any moment leaves a folder to go on from.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="run">The name of the run, the same however often it is resumed.</param>
/// <param name="continues">Whether the run goes on with what the folder held.</param>
internal sealed class CheckpointFolder(string path, string run, bool continues)
{
    private const string Extension = ".safetensors";
    private const int KeptStates = 2;

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The name of the run, the same however often it is resumed.</summary>
    public string Run { get; } = run;

    /// <summary>Whether the run goes on with what the folder held.</summary>
    public bool Continues { get; } = continues;

    /// <summary>The result of a finished piece, or null.</summary>
    /// <exception cref="DamagedFileException">The file is there and damaged.</exception>
    public IReadOnlyDictionary<string, NamedTensor>? ReadFinished(string piece)
    {
        var file = FinishedFile(piece);
        return File.Exists(file) ? SafeTensorsFile.Read(file).Tensors : null;
    }

    /// <summary>Keeps the result of a piece and drops its states.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void WriteFinished(string piece, IReadOnlyList<NamedTensor> tensors)
    {
        SafeTensorsFile.Write(FinishedFile(piece), tensors, new Dictionary<string, string> { ["piece"] = piece });
        foreach (var (_, file) in States(piece))
        {
            File.Delete(file);
        }
    }

    /// <summary>The newest state of an unfinished piece, or null. A damaged newest one gives way to the one before it.</summary>
    public (int Step, IReadOnlyDictionary<string, NamedTensor> Tensors)? ReadState(string piece)
    {
        foreach (var (step, file) in States(piece).OrderByDescending(state => state.Step))
        {
            try
            {
                return (step, SafeTensorsFile.Read(file).Tensors);
            }
            catch (DamagedFileException)
            {
                // Two states are kept for this: the older one repeats a little work and ends at the same weights.
            }
        }

        return null;
    }

    /// <summary>Keeps a state of a piece under way; of older ones, the last stays.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void WriteState(string piece, int step, IReadOnlyList<NamedTensor> tensors)
    {
        var number = step.ToString(CultureInfo.InvariantCulture);
        SafeTensorsFile.Write(
            System.IO.Path.Combine(Path, $"{piece}.step-{number}{Extension}"), tensors,
            new Dictionary<string, string> { ["piece"] = piece, ["step"] = number });
        foreach (var (_, file) in States(piece).OrderByDescending(state => state.Step).Skip(KeptStates))
        {
            File.Delete(file);
        }
    }

    /// <summary>Drops all pieces and states; one file stays.</summary>
    public void DropAllBut(string fileName)
    {
        foreach (var file in Directory.GetFiles(Path, "*" + Extension).Where(file => System.IO.Path.GetFileName(file) != fileName))
        {
            File.Delete(file);
        }
    }

    private string FinishedFile(string piece) => System.IO.Path.Combine(Path, piece + Extension);

    private IEnumerable<(int Step, string File)> States(string piece)
    {
        if (!Directory.Exists(Path))
        {
            yield break;
        }

        var prefix = piece + ".step-";
        foreach (var file in Directory.GetFiles(Path, prefix + "*" + Extension))
        {
            if (int.TryParse(System.IO.Path.GetFileNameWithoutExtension(file)[prefix.Length..], CultureInfo.InvariantCulture, out var step))
            {
                yield return (step, file);
            }
        }
    }
}
