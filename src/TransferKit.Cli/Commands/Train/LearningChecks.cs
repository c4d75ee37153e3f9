using TransferKit.Cli.Commands.Shared;
using TransferKit.Foundation;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What can be found wrong, whatever is trained, before hours of work are lost to it.</summary>
internal static class LearningChecks
{
    /// <summary>Checks that options agree.</summary>
    /// <exception cref="InvalidOptionsException">They contradict each other.</exception>
    public static void RequireAgreement(LearningOptions options)
    {
        if (!DataReader.IsTable(options.Data) && (options.Tasks.Count > 0 || options.Image is not null))
        {
            throw new InvalidOptionsException(
                $"'--task' and '--image' belong to a CSV or TSV file; the folder '{options.Data}' has one task, 'label', by the names of its class folders.");
        }
    }

    /// <summary>Checks that work can be kept.</summary>
    /// <exception cref="StorageException">A folder cannot be written.</exception>
    public static void RequireFolders(LearningOptions options)
    {
        foreach (var folder in new[] { options.Training.WorkFolder, options.Training.CacheFolder, options.Training.LedgerFolder }.OfType<string>())
        {
            WritableFolders.Require(folder);
        }
    }
}
