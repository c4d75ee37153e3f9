using System.Diagnostics;
using Microsoft.ML;
using TransferKit.Backbones;

namespace TransferKit.MLNet.Bench;

/// <summary>ML.NET's CrossValidate over a trainer, on the folds that it makes of one seed.</summary>
internal static class FoldsCommand
{
    private const int Folds = 5;
    private const int Seed = 7;

    public static void Run(string folder, Backbone backbone) => Run("TransferLearning", folder, (context, _) => context.MulticlassClassification.Trainers.TransferLearning(
        new() { Backbone = backbone, FeatureColumnName = nameof(Photo.Path), Training = new() { Seed = Seed, Threads = 2 }, Threads = 2 }));

    /// <summary>Trains and measures a model a fold.</summary>
    public static void Run(string name, string folder, Func<MLContext, string, IEstimator<ITransformer>> trainer)
    {
        var context = new MLContext(seed: Seed);
        var photos = Photo.In(folder);
        var start = Stopwatch.GetTimestamp();
        var folds = context.MulticlassClassification.CrossValidate(Photo.Keyed(context, photos, photos), trainer(context, folder), Folds, seed: Seed);
        foreach (var fold in folds)
        {
            Console.WriteLine(FormattableString.Invariant($"{name} fold {fold.Fold + 1}: micro accuracy {fold.Metrics.MicroAccuracy:0.000}, log-loss {fold.Metrics.LogLoss:0.000}"));
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{name}, mean of {Folds}: micro accuracy {folds.Average(fold => fold.Metrics.MicroAccuracy):0.000}, log-loss {folds.Average(fold => fold.Metrics.LogLoss):0.000}; {photos.Count} rows, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));
    }
}
