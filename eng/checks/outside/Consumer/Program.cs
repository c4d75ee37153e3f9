// A program as a user publishes it: draws pictures of two kinds into the folder it is given, trains on them, predicts one.
using Consumer;

var photos = args[0];
Bitmaps.Write(Path.Combine(photos, "night"), count: 24, brightness: 40);
Bitmaps.Write(Path.Combine(photos, "noon"), count: 24, brightness: 210);

var split = ImageDataset.FromFolders(photos).Split(seed: 7);
var backbone = await Backbone.LoadAsync("mobilenet-v3-coco");
var run = await TransferTrainer.FineTuneAsync(backbone, split);
var file = Path.Combine(photos, "..", "consumer.onnx");
run.Save(file);

using var model = Predictor.Load(file);
var picture = Path.Combine(photos, "noon", "0.bmp");
var prediction = await model.PredictAsync(picture);
var top = prediction.Top("label");
Console.WriteLine($"{picture}: {top}");
return top.Label == "noon" ? 0 : 1;
