using TransferKit.Cli.Commands.Shared;
using TransferKit.Foundation;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What can be found wrong before hours of work are lost to it.</summary>
internal static class TrainChecks
{
    /// <summary>Checks that options agree and that results can be written.</summary>
    /// <exception cref="InvalidOptionsException">Options contradict each other.</exception>
    /// <exception cref="StorageException">The model cannot be written where it should go.</exception>
    public static void BeforeReading(TrainOptions options)
    {
        if (options is { SplitFile: not null, Target: not null })
        {
            throw new InvalidOptionsException("'--split-file' and '--target' both say what is held out: give one of them.");
        }

        LearningChecks.RequireAgreement(options);
        if (Directory.Exists(options.Out))
        {
            throw new InvalidOptionsException(
                $"'--out' is '{options.Out}', which is a folder; give a file name such as '{Path.Combine(options.Out, "model.onnx")}'.");
        }

        WritableFolders.Require(Path.GetDirectoryName(Path.GetFullPath(options.Out))!);
        LearningChecks.RequireFolders(options);
    }
}
