using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Training;

/// <summary>The folder of a run's checkpoints, tied to the options and data that they were made with.</summary>
internal static class WorkFolder
{
    private const string IdentityFile = "identity.txt";
    private const string RunLine = "\nrun ";

    /// <summary>
    /// Opens a work folder for a run, or empties it for a new one. A run that was killed before its first checkpoint left nothing
    /// to go on with: resuming it starts anew.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="identity">Everything that decides the weights.</param>
    /// <param name="resume">Whether to go on with what is there.</param>
    /// <exception cref="InvalidOptionsException">
    /// Resuming, but the folder holds the work of other options or data; or it holds files that no run wrote.
    /// </exception>
    /// <exception cref="StorageException">The folder cannot be written.</exception>
    public static CheckpointFolder Open(string path, string identity, bool resume)
    {
        var file = Path.Combine(path, IdentityFile);
        try
        {
            var stale = Files(path, "*.safetensors");
            var found = File.Exists(file) ? File.ReadAllText(file) : null;
            if (stale.Length > 0 && found is null)
            {
                throw new InvalidOptionsException(
                    $"The work folder '{path}' holds files that no run wrote, such as '{Path.GetFileName(stale[0])}': name another folder, or remove them.");
            }

            Delete([.. Files(path, "*.safetensors.*.tmp"), .. Files(path, IdentityFile + ".*.tmp")]);
            if (resume && stale.Length > 0)
            {
                return new(path, RunOf(path, found!, identity), continues: true);
            }

            // The identity goes last: what is deleted half is still the old run's.
            Delete([.. stale, .. Files(path, RunFolder.RecordFile)]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The work folder '{path}' cannot be used: {error.Message}", path, error);
        }

        var run = $"{Guid.NewGuid():n}";
        AtomicFile.WriteAllText(file, identity + RunLine + run);
        return new(path, run, continues: false);
    }

    private static string[] Files(string path, string pattern) => Directory.Exists(path) ? Directory.GetFiles(path, pattern) : [];

    private static void Delete(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            File.Delete(file);
        }
    }

    /// <summary>The run that a folder belongs to, which must have the identity.</summary>
    private static string RunOf(string path, string found, string identity)
    {
        var end = found.LastIndexOf(RunLine, StringComparison.Ordinal);
        var there = end < 0 ? found : found[..end];
        return there == identity && end >= 0 ? found[(end + RunLine.Length)..] : throw new InvalidOptionsException(
            $"'{path}' holds a run with other options, backbone or data ({Difference(there, identity)}): resume with the same ones, or train without resuming.");
    }

    private static string Difference(string found, string wanted)
    {
        var pairs = found.Split('\n').Zip(wanted.Split('\n')).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First} there, {pair.Second} now");
        return string.Join("; ", pairs.DefaultIfEmpty("another version of TransferKit"));
    }
}
