using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Training;

/// <summary>The folder of a run's checkpoints, tied to the options and data that they were made with.</summary>
internal static class WorkFolder
{
    private const string IdentityFile = "identity.txt";

    /// <summary>Opens a work folder for a run, or empties it for a new one.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="identity">Everything that decides the weights.</param>
    /// <param name="resume">Whether to go on with what is there.</param>
    /// <exception cref="InvalidOptionsException">Resuming, but the folder holds the work of other options or data.</exception>
    /// <exception cref="StorageException">The folder cannot be written.</exception>
    public static CheckpointFolder Open(string path, string identity, bool resume)
    {
        var file = Path.Combine(path, IdentityFile);
        try
        {
            var found = File.Exists(file) ? File.ReadAllText(file) : null;
            if (resume && found is not null && found != identity)
            {
                throw new InvalidOptionsException(
                    $"'{path}' holds a run with other options, backbone or data ({Difference(found, identity)}): resume with the same ones, or train without resuming.");
            }

            if (!resume && Directory.Exists(path))
            {
                foreach (var stale in Directory.GetFiles(path, "*.safetensors"))
                {
                    File.Delete(stale);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The work folder '{path}' cannot be used: {error.Message}", path, error);
        }

        AtomicFile.WriteAllText(file, identity);
        return new(path);
    }

    private static string Difference(string found, string wanted)
    {
        var pairs = found.Split('\n').Zip(wanted.Split('\n')).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First} there, {pair.Second} now");
        return string.Join("; ", pairs.DefaultIfEmpty("another version of TransferKit"));
    }
}
