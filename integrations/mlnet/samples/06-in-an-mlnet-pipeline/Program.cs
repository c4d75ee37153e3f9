// In an ML.NET pipeline: fine-tuning is one of its steps, and the saved zip needs nothing beside it.
//   dotnet run --project integrations/mlnet/samples/06-in-an-mlnet-pipeline             pictures that are drawn here and now
//   dotnet run --project integrations/mlnet/samples/06-in-an-mlnet-pipeline -- photos   your own: a folder for each class
using FirstTransfer;
using InAnMlnetPipeline;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Backbones;
using TransferKit.Evaluation;
using TransferKit.MLNet;

var notebook = new Notebook(Console.Out);
var work = Directory.CreateTempSubdirectory("in-an-mlnet-pipeline-").FullName;
var folder = args is [var own, ..] ? own : Shapes.Draw(Path.Combine(work, "shapes"), perClass: 40, seed: 7);
var context = new MLContext(seed: 7);

notebook.Cell("Data: an IDataView of paths and class names, as ever in ML.NET");
var photos = Directory.GetDirectories(folder).Order().SelectMany(kind => Directory.GetFiles(kind).Order().Select(path => new Photo { Path = path, Kind = Path.GetFileName(kind) })).ToList();
var parts = context.Data.TrainTestSplit(context.Data.LoadFromEnumerable(photos), testFraction: 0.3, seed: 7);
notebook.Write($"{photos.Count} pictures of {photos.Select(photo => photo.Kind).Distinct().Count()} classes");

notebook.Cell("Pipeline: names to keys, fine-tuning, keys to names");
var backbone = await Backbone.LoadAsync("mobilenet-v3-coco");
var pipeline = context.Transforms.Conversion.MapValueToKey("Label", nameof(Photo.Kind))
    .Append(context.MulticlassClassification.Trainers.TransferLearning(new() { Backbone = backbone, FeatureColumnName = nameof(Photo.Path) }))
    .Append(context.Transforms.Conversion.MapKeyToValue(nameof(Answer.Said), "PredictedLabel"));
var model = pipeline.Fit(parts.TrainSet);
var run = model.OfType<TransferTransformer>().Single().Run!;
notebook.Write($"{run.Parameters:N0} numbers trained in {run.Seconds.Total:0.0} s");

notebook.Cell("How good is it? ML.NET's own evaluator on the test part");
var test = context.Data.CreateEnumerable<Photo>(parts.TestSet, reuseRowObject: false).ToList();
var metrics = context.MulticlassClassification.Evaluate(model.Transform(parts.TestSet));
notebook.Write($"micro accuracy {WithInterval(metrics)}, macro accuracy {metrics.MacroAccuracy:0.000}, log-loss {metrics.LogLoss:0.000}");

notebook.Cell("Save and load: the ONNX model is inside the zip");
var zip = Path.Combine(work, "shapes.zip");
context.Model.Save(model, parts.TrainSet.Schema, zip);
var loaded = context.Model.Load(zip, out _);
notebook.Write($"{Path.GetFileName(zip)}, {new FileInfo(zip).Length / 1_000_000.0:0.0} MB");

notebook.Cell("Predict: one picture at a time");
var engine = context.Model.CreatePredictionEngine<Photo, Answer>(loaded);
foreach (var photo in test.Take(4))
{
    var answer = engine.Predict(photo);
    notebook.Write($"{photo.Kind}: said {answer.Said}, {answer.Score.Max():P0} sure");
}

notebook.Cell("Or any trainer of ML.NET on features of several stages");
var features = context.Transforms.Conversion.MapValueToKey("Label", nameof(Photo.Kind))
    .Append(context.Transforms.TransferFeatures("Features", nameof(Photo.Path), backbone))
    .Append(context.Transforms.NormalizeMeanVariance("Features"))
    .AppendCacheCheckpoint(context)
    .Append(context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l2Regularization: 10));
metrics = context.MulticlassClassification.Evaluate(features.Fit(parts.TrainSet).Transform(parts.TestSet));
notebook.Write($"maximum entropy: micro accuracy {WithInterval(metrics)}");

// ML.NET tells no interval; the library knows one for a share of rows.
string WithInterval(MulticlassClassificationMetrics metrics) => $"{Proportion.Of((int)Math.Round(metrics.MicroAccuracy * test.Count), test.Count)}";
