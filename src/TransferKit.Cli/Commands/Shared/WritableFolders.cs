using TransferKit.Foundation;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>Finds out whether a folder can be written before work is lost to it.</summary>
internal static class WritableFolders
{
    /// <summary>Creates the folder if need be, and writes and removes a small file in it.</summary>
    /// <returns>The folder.</returns>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static string Require(string folder)
    {
        var probe = Path.Combine(folder, $"{Guid.NewGuid():n}.probe");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The folder '{folder}' cannot be written: {error.Message}", folder, error);
        }
    }
}
