// What is wrong with a model, how sure is that, and what to try next? Here every eighth label is wrong, and nobody says so.
//   dotnet run --project samples/04-what-to-do-next             pictures that are drawn here and now
//   dotnet run --project samples/04-what-to-do-next -- photos   your own: a folder for each class, pictures in it; nothing is made wrong
using FirstTransfer;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Reports;
using TransferKit.Runs;
using TransferKit.Strategy;
using TransferKit.Strategy.Errors;
using TransferKit.Strategy.Labels;
using TransferKit.Training;

var notebook = new Notebook(Console.Out);
var work = Directory.CreateTempSubdirectory("what-to-do-next-").FullName;

notebook.Cell("Data: how many pictures would tell an accuracy of 0.9 to plus or minus 0.05?");
var shapes = args is [] ? Shapes.Draw(Path.Combine(work, "shapes"), perClass: 32, seed: 7) : args[0];
var truth = ImageDataset.FromFolders(shapes, new() { NearDuplicateDistance = null });
notebook.Write(SplitPlan.Of(truth.Samples.Count, accuracy: 0.9, halfWidth: 0.05).Advice);

notebook.Cell("Train: every picture is predicted once by a model that did not see it");
var names = truth.ClassesOf(truth.Tasks[0]);
string Truth(int image) => names[(int)truth.Samples[image].Labels[0]!.Value];
string Given(int image) => args is [] && image % 8 == 3 ? names[((int)truth.Samples[image].Labels[0]!.Value + 1) % names.Count] : Truth(image);
var table = Path.Combine(work, "shapes.csv");
File.WriteAllLines(table, ["path,label", .. truth.Samples.Select((sample, image) => $"{sample.Path},{Given(image)}")]);
var backbone = await Backbone.LoadAsync("mobilenet-v3-coco");
var first = await TrainAsync(table, "first");
notebook.Write($"out of folds: {first.Figure("label", "cv", "accuracy")?.Value}");

notebook.Cell("Diagnose: the ladder from people to test, and what stands between its steps");
var diagnosis = Diagnosis.Of(first, new() { Human = [new("label", Error: 0.01, N: 100)] });
foreach (var step in diagnosis.Ladder.Steps)
{
    notebook.Write($"{step.Name,-10} error {step.Error}");
}

notebook.Write($"verdict: {diagnosis.Verdict}. {diagnosis.Explanation}");
foreach (var action in diagnosis.Actions.Take(3))
{
    notebook.Write($"{action.Rank}. {action.Option}");
}

notebook.Cell("Errors: which labels are suspected, and what the wrong pictures have in common");
var errors = await ErrorAnalysis.RunAsync(first, new() { CacheFolder = Path.Combine(work, "features") });
notebook.Write($"wrong labels: {errors.Noise?.Share}; {errors.LabelErrors.Count} suspected");
foreach (var suspect in errors.LabelErrors.Take(5))
{
    notebook.Write($"{suspect.Image}: labelled {suspect.Given}, rather {suspect.Suggested} ({suspect.Score:P0})");
}

notebook.Cell("Correct: somebody looks at the suspected pictures; dev and test are corrected together or not at all");
var looked = errors.LabelErrors.Select(suspect => (Name: suspect.Image, Image: first.Images.ToList().FindIndex(image => image.Name == suspect.Image))).ToList();
// To have looked at both parts, one picture of each is added that nobody suspects.
looked.AddRange(first.Images.Index().Where(image => image.Item.Part is SplitName.Dev or SplitName.Test).DistinctBy(image => image.Item.Part).Select(image => (image.Item.Name, image.Index)));
var answers = Path.Combine(work, "answers.csv");
File.WriteAllLines(answers, ["path,label", .. looked.DistinctBy(image => image.Name).Select(image => $"{image.Name},{Truth(image.Image)}")]);
var corrections = LabelCorrections.Read(answers, first);
corrections.Write(Path.Combine(work, "corrected.csv"));
var wrong = Enumerable.Range(0, truth.Samples.Count).Count(image => Given(image) != Truth(image));
notebook.Write($"{corrections.Changes.Count} of {corrections.LookedAt} labels were wrong; {wrong - corrections.Changes.Count} of all {wrong} wrong ones are left");

notebook.Cell("Train again, and see what is wrong now");
var second = await TrainAsync(Path.Combine(work, "corrected.csv"), "second");
notebook.Write($"out of folds: {second.Figure("label", "cv", "accuracy")?.Value}");
notebook.Write($"verdict: {Diagnosis.Of(second, new() { Human = [new("label", Error: 0.01, N: 100)] }).Verdict}");

notebook.Cell("Report: one page that needs no network");
var page = Path.Combine(Path.GetTempPath(), "what-to-do-next.html");
// Without 'Probe = false' it also shows what each stage of the backbone can tell, in some seconds more.
(await RunReport.CreateAsync(first, new() { Probe = false, CacheFolder = Path.Combine(work, "features") }, notebook)).Save(page);
notebook.Write($"open {page}");
Directory.Delete(work, recursive: true);

async Task<RunRecord> TrainAsync(string labels, string name)
{
    var pictures = await ImageDataset.FromCsvAsync(labels, [], options: new() { NearDuplicateDistance = null });
    var run = await TransferTrainer.FineTuneAsync(backbone, pictures.Split(seed: 7), new() { Folds = 5, CacheFolder = Path.Combine(work, "features") });
    run.Save(Path.Combine(work, name + ".onnx"));
    return run.ToRecord() with { Model = Path.Combine(work, name + ".onnx") };
}
