// Measures the integration against the library itself, on a folder of class folders:
//   features FOLDER [BACKBONE]   rows a second of TransferFeatures and of FeatureExtractor, in turn
//   pipeline FOLDER [BACKBONE]   training through ML.NET and through the library, then 100 predictions of the zip in another process
//   folds FOLDER [BACKBONE]      CrossValidate with 5 folds
//   image-classification FOLDER  the same folds by ML.NET's ImageClassification, built with -p:WithVision=true
using TransferKit.Backbones;
using TransferKit.MLNet.Bench;

switch (args)
{
    case ["features", var folder, .. var rest]: await FeaturesCommand.RunAsync(folder, await Load(rest)); break;
    case ["pipeline", var folder, .. var rest]: await PipelineCommand.RunAsync(folder, await Load(rest)); break;
    case ["score", var zip, var folder]: PipelineCommand.Score(zip, folder); break;
    case ["folds", var folder, .. var rest]: FoldsCommand.Run(folder, await Load(rest)); break;
#if WITH_VISION
    case ["image-classification", var folder]: ImageClassificationCommand.Run(folder); break;
#endif
    default: Console.Error.WriteLine("features|pipeline|folds|image-classification FOLDER [BACKBONE]; the last needs a build with -p:WithVision=true"); return 2;
}

return 0;

static Task<Backbone> Load(string[] rest) => Backbone.LoadAsync(rest is [var named, ..] ? named : BackboneCatalogue.DefaultId);
