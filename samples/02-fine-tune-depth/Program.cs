// How deep to fine-tune: a head alone, or the last stages too, compared on the same folds.
//   dotnet run --project samples/02-fine-tune-depth             pictures that are drawn here and now
//   dotnet run --project samples/02-fine-tune-depth -- photos   your own: a folder for each class, pictures in it
using FirstTransfer;
using TransferKit.Augmentation;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

var notebook = new Notebook(Console.Out);
var work = Directory.CreateTempSubdirectory("fine-tune-depth-").FullName;
var folder = args is [var own, ..] ? own : Shapes.Draw(Path.Combine(work, "shapes"), perClass: 12, seed: 7);

notebook.Cell("Photos: the folder's name is the class");
var photos = ImageDataset.FromFolders(folder);
notebook.Write($"{photos.Samples.Count} pictures of {string.Join(", ", photos.ClassesOf(photos.Tasks[0]))}");

notebook.Cell("Backbone: its stages, from the picture to the last; 'last:2' trains the last two again");
var backbone = await Backbone.LoadAsync("mobilenet-v3-coco");
notebook.Write($"{backbone.Id}, {backbone.Stages.Count} stages, the last one '{backbone.Stages[^1].Name}'");

notebook.Cell("Compare: every arm is trained on the same folds, and each picture is predicted by models that did not see it");
var result = await TransferComparison.RunAsync(
    backbone,
    photos,
    new()
    {
        Arms = [Retrain.HeadOnly, Retrain.LastStages(1), Retrain.LastStages(2)],
        Folds = 2,
        // Pictures that are changed at random, the default for stages, would take six times as long.
        Training = new() { CacheFolder = Path.Combine(work, "features"), Augmentation = AugmentationOptions.None },
    },
    notebook);
foreach (var arm in result.Arms)
{
    notebook.Write($"{arm.Arm,-8} {arm.Metric} {arm.Value}, {arm.Parameters:N0} values trained, {arm.Seconds:0.0} s a model");
}

notebook.Write($"always the same answer: {result.Majority["label"]:0.000}");

notebook.Cell("Differences: picture by picture, so their intervals are narrower than those above; adjusted p allows for all pairs");
foreach (var pair in result.Pairs)
{
    notebook.Write($"{pair.First + " - " + pair.Second,-16} {pair.Difference?.Value}, adjusted p {pair.AdjustedP:0.000}");
}

notebook.Cell("What to conclude");
foreach (var sentence in result.Conclusions)
{
    notebook.Write(sentence);
}

notebook.Write("The figure of the arm that you choose is a little too good, because these pictures chose it: keep some others for the last look.");
Directory.Delete(work, recursive: true);
