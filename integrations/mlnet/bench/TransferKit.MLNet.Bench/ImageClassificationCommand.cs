using Microsoft.ML;

namespace TransferKit.MLNet.Bench;

/// <summary>ML.NET's own ImageClassification on the same folds. It fetches its network when it first trains.</summary>
internal static class ImageClassificationCommand
{
    public static void Run(string folder) => FoldsCommand.Run("ImageClassification", folder, (context, folder) => context.Transforms
        .LoadRawImageBytes("Features", folder, nameof(Photo.Path))
        .Append(context.MulticlassClassification.Trainers.ImageClassification()));
}
