using TransferKit.Backbones;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Foundation;
using TransferKit.Training;

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
        if (options.Backbone == ScratchOptions.Id)
        {
            CheckScratch(options);
        }

        if (Directory.Exists(options.Out))
        {
            throw new InvalidOptionsException(
                $"'--out' is '{options.Out}', which is a folder; give a file name such as '{Path.Combine(options.Out, "model.onnx")}'.");
        }

        WritableFolders.Require(Path.GetDirectoryName(Path.GetFullPath(options.Out))!);
        LearningChecks.RequireFolders(options);
    }

    private static void CheckScratch(TrainOptions options)
    {
        if (options.Training.Retrain != Retrain.All)
        {
            throw new InvalidOptionsException(
                $"'--retrain' is '{options.Training.Retrain}'; allowed with '--backbone none': all. Its weights are random, so all of them are trained.");
        }

        if (options.BackboneReading is not { InputRange: null, InputLayout: null })
        {
            throw new InvalidOptionsException("'--input-range' and '--input-layout' tell what a model's file does not; '--backbone none' has no file.");
        }
    }
}
