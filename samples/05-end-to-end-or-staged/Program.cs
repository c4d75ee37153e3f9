// One model from pixels to answer, or steps that each learn something simpler? The question here is which shape has a red frame.
//   dotnet run --project samples/05-end-to-end-or-staged
using EndToEndOrStaged;
using FirstTransfer;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Pipelines;
using TransferKit.Pipelines.Comparing;
using TransferKit.Pipelines.Steps;
using TransferKit.Tasks;

var notebook = new Notebook(Console.Out);
var work = Directory.CreateTempSubdirectory("end-to-end-or-staged-").FullName;

notebook.Cell("Data: scenes of three shapes, one of them framed; the table tells where the frame is and which shape is in it");
var (frame, shape) = (LearningTask.Box("frame"), LearningTask.Classification("shape"));
var scenes = ImageDataset.FromCsv(Scenes.Draw(work, count: 40, seed: 7), "path", frame, shape);
notebook.Write($"{scenes.Samples.Count} scenes, {scenes.ClassesOf(shape).Count} shapes");

notebook.Cell("The pipeline: find the frame, cut the scene to it, name what is in it");
var pipeline = new Pipeline(
    new ModelStep("frame", frame) { Price = 0.05 },
    new CropStep("crop", box: "frame") { Margin = 0 },
    new ModelStep("shape", shape, input: "crop") { Price = 0.02 });

notebook.Cell("Compare it with one model on the same scenes and folds: the second step learns from what the first one says of scenes that it did not see");
var backbone = await Backbone.LoadAsync("mobilenet-v3-coco");
var file = Path.Combine(work, "framed.pipeline");
var result = await PipelineComparison.RunAsync(backbone, pipeline, scenes, new()
{
    Folds = 2,
    InnerFolds = 2,
    Training = new() { WeightDecay = 0.1, CacheFolder = Path.Combine(work, "features") },
    SaveTo = file,
});
foreach (var arm in result.Sizes[^1].Arms)
{
    notebook.Write($"{arm.Arm,-32} {arm.Metric} {arm.Value}");
}

notebook.Write(result.Crossover.Text);

notebook.Cell("Ceiling: what would the answer be worth if a step were always right?");
foreach (var step in result.Ceiling.Alone)
{
    notebook.Write($"{step.Step,-8} always right: {step.Figure}, gain {step.Gain}");
}

notebook.Write(result.Ceiling.Advice);

notebook.Cell("Costs");
foreach (var cost in result.Costs)
{
    notebook.Write($"{cost.Arm,-12} labels for {cost.Price:0.00}, {cost.PredictMilliseconds:0} ms an image, {cost.Bytes / 1e6:0.0} MB");
}

notebook.Cell("Use it: one file holds the steps");
using var predictor = PipelinePredictor.Load(file);
var answer = predictor.Predict(scenes.Samples[0].Path);
var found = answer["frame"].Box.ToPixels(Scenes.Size, Scenes.Size);
notebook.Write($"{scenes.Samples[0].Name}: {answer.Top().Label}, {100 * answer.Top().Score:0} % sure; the frame from ({found.XMin:0}, {found.YMin:0}) to ({found.XMax:0}, {found.YMax:0})");
Directory.Delete(work, recursive: true);
