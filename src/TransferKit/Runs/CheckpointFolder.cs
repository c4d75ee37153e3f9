using System.Globalization;
using TransferKit.Foundation;

namespace TransferKit.Runs;

/// <summary>
/// What a run has done so far: a file for each finished piece of training, and the last two states of the one under way. Written
/// so that a process killed at any moment leaves a folder to go on from.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class CheckpointFolder(string path)
{
    private const string Extension = ".safetensors";
    private const string StepKey = "step";
    private const int KeptStates = 2;

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

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
        foreach (var (_, file) in States(piece).OrderByDescending(state => state.Step))
        {
            try
            {
                var (tensors, metadata) = SafeTensorsFile.Read(file);
                return (int.Parse(metadata[StepKey], CultureInfo.InvariantCulture), tensors);
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
            new Dictionary<string, string> { ["piece"] = piece, [StepKey] = number });
        foreach (var (_, file) in States(piece).OrderByDescending(state => state.Step).Skip(KeptStates))
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
