// One trunk, four heads, a third of the labels missing: does sharing help?
//   dotnet run --project samples/03-shared-trunk                 the demo's emoji, drawn at first use
//   dotnet run --project samples/03-shared-trunk -- 2000         more of them
using System.Globalization;
using FirstTransfer;
using SharedTrunk;
using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.MultiTask;
using TransferKit.Tasks;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

var notebook = new Notebook(Console.Out);
var work = Directory.CreateTempSubdirectory("shared-trunk-").FullName;
var count = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 240;

notebook.Cell("Data: what an emoji shows, who drew it, how bright it is, and which colours are in it");
LearningTask[] tasks =
[
    LearningTask.Classification("category"), LearningTask.Classification("artist"), LearningTask.Regression("brightness"), LearningTask.MultiLabel("colours"),
];
var table = await EmojiTasks.WriteAsync(Path.Combine(work, "emoji.csv"), count, missing: 1.0 / 3, seed: 7, notebook);
var emoji = await ImageDataset.FromCsvAsync(table, tasks, options: new() { NearDuplicateDistance = null });
foreach (var (task, index) in tasks.Select((task, index) => (task, index)))
{
    notebook.Write($"{task.Name,-10} {emoji.Samples.Count(sample => sample.Labels[index] is not null)} of {emoji.Samples.Count} pictures have it: {string.Join(", ", emoji.ClassesOf(task))}");
}

notebook.Cell("Train: the last stage is shared, each task has a head of its own; a picture counts for the tasks that it has a label of");
var backbone = await Backbone.LoadAsync("mobilenet-v3-coco");
var options = new FineTuneOptions
{
    Retrain = Retrain.LastStages(1),
    Stages = new() { Share = 1 },
    Augmentation = TransferKit.Augmentation.AugmentationOptions.None,
    CacheFolder = Path.Combine(work, "features"),
};
var run = await TransferTrainer.FineTuneAsync(backbone, emoji.Split(seed: 7), options, notebook);
foreach (var task in run.Tasks)
{
    notebook.Write($"{task.Task.Name,-10} test: {task.Test}");
}

notebook.Cell("Predict: one file, an answer a task");
var file = Path.Combine(work, "emoji.onnx");
run.Save(file);
using (var model = Predictor.Load(file))
{
    var answer = await model.PredictAsync(emoji.Samples[0].Path);
    notebook.Write($"{Path.GetFileName(emoji.Samples[0].Path)}: {answer.Top("category")}, by {answer.Top("artist")}, brightness {answer.Value("brightness"):0.00}");
    notebook.Write($"colours: {string.Join(", ", answer.Labels("colours"))}");
}

notebook.Cell("Compare: all together against each alone, on the same folds");
var result = await TransferComparison.RunAsync(
    backbone, emoji, new() { Arms = TaskSharing.Arms(emoji, options.Retrain), Folds = 2, MeasureAffinity = true, Training = options }, notebook);
foreach (var arm in result.Arms)
{
    notebook.Write($"{arm.Task.Name,-10} {arm.Arm,-16} {arm.Metric} {arm.Value}");
}

if (result.Affinity is { } affinity)
{
    notebook.Write($"cosines of the gradients of {string.Join(", ", affinity.Tasks)}:");
    foreach (var (task, cosines) in affinity.Tasks.Zip(affinity.Cosines))
    {
        notebook.Write($"{task,-10} {string.Join(' ', cosines.Select(cosine => $"{cosine,5:0.00}"))}");
    }
}

foreach (var sentence in result.Conclusions.Concat(TaskSharing.Advice(result)))
{
    notebook.Write(sentence);
}

Directory.Delete(work, recursive: true);
