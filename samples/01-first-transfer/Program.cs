// First transfer: a folder of pictures goes in, a trained model comes out, and every figure says how far to trust it.
//   dotnet run --project samples/01-first-transfer             pictures that are drawn here and now
//   dotnet run --project samples/01-first-transfer -- photos   your own: a folder for each class, pictures in it
using FirstTransfer;
using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Training;

var notebook = new Notebook(Console.Out);
var work = Directory.CreateTempSubdirectory("first-transfer-").FullName;
var folder = args is [var own, ..] ? own : Shapes.Draw(Path.Combine(work, "shapes"), perClass: 40, seed: 7);

notebook.Cell("Photos: the folder's name is the class");
var photos = ImageDataset.FromFolders(folder);
notebook.Write($"{photos.Samples.Count} pictures of {string.Join(", ", photos.ClassesOf(photos.Tasks[0]))}");
notebook.Write($"{photos.Quarantined.Count} could not be read");

notebook.Cell("Split: near-duplicates stay on one side, every class in every part");
var split = photos.Split(seed: 7);
notebook.Write($"{split.Train.Count} to learn from, {split.Dev.Count} to choose on, {split.Test.Count} to look at last");

notebook.Cell("Backbone: a network that has seen many photos already");
var backbone = await Backbone.LoadAsync("mobilenet-v3-coco");
notebook.Write($"{backbone.Id}, {backbone.Input.Width} x {backbone.Input.Height} pixels, {backbone.Stages.Count} stages");

notebook.Cell("Train: the backbone stays as it is, a new head learns the classes");
var run = await TransferTrainer.FineTuneAsync(backbone, split, progress: notebook);
notebook.Write($"{run.Parameters:N0} numbers trained in {run.Seconds.Total:0.0} s");

notebook.Cell("How good is it? 95 % intervals; majority = always saying the most frequent class");
notebook.Write($"train  {run.Tasks[0].Train}");
notebook.Write($"dev    {run.Dev}");
notebook.Write($"test   {run.Test}");

notebook.Cell("Save: one ONNX file that stands alone");
var file = Path.Combine(work, "first.onnx");
run.Save(file);
notebook.Write($"{file}, {new FileInfo(file).Length / 1_000_000.0:0.0} MB");

notebook.Cell("Predict: a picture of the test part");
using var model = Predictor.Load(file);
var picture = photos.Samples[split.Test[0]];
var prediction = model.Predict(picture.Path);
notebook.Write(picture.Name);
foreach (var guess in prediction.Top("label", 3))
{
    notebook.Write($"  {guess}");
}

notebook.Cell("How sure? Below 0.8 a person should look");
notebook.Write(prediction.TopOrAbstain("label", abstainBelow: 0.8) is { } sure ? $"sure: {sure.Label}" : "not sure: ask a person");
