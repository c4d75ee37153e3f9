using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Training;

namespace FirstTransfer;

/// <summary>The lines that README.md shows; a test holds that they are the same and that they run.</summary>
public static class ReadmeSnippet
{
    /// <summary>Runs them in the current folder, which holds <c>photos</c> and <c>bolt.jpg</c>.</summary>
    public static async Task RunAsync()
    {
        // <readme>
        var photos = ImageDataset.FromFolders("photos");                 // a folder of pictures for each class
        var split = photos.Split(seed: 7);                               // stratified; near-duplicates stay together
        var backbone = await Backbone.LoadAsync("mobilenet-v3-coco");    // or the path of any ONNX image model
        var run = await TransferTrainer.FineTuneAsync(backbone, split);
        Console.WriteLine(run.Test);                                     // accuracy 0.800 [0.627, 0.905], n = 30, majority 0.200

        run.Save("parts.onnx");                                          // one file that any ONNX runtime can run
        using var model = Predictor.Load("parts.onnx");                  // thread-safe
        var best = model.Predict("bolt.jpg").Top("label");
        Console.WriteLine($"{best.Label}, {best.Score:P0} sure");
        // </readme>
    }
}
