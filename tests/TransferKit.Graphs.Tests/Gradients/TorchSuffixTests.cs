using System.Runtime.CompilerServices;
using TransferKit.Bench.Suffixes;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>Ten steps of SGD in float64 that each move the weights by 1 %, here and in PyTorch: both end at the same weights.</summary>
public sealed class TorchSuffixTests
{
    private const double Bound = 1e-6;

    [SkippableTheory]
    [InlineData("resnet18")]
    [InlineData("mobilenet_v2")]
    [InlineData("squeezenet1_1")]
    public void TrainedStage_EndsWherePyTorchEnds(string architecture)
    {
        Skip.IfNot(TorchPeer.IsInstalled(), "PyTorch is not installed (Debian: python3-torch, python3-torchvision, python3-onnx).");
        var folder = Directory.CreateTempSubdirectory("transferkit-suffix-").FullName;
        try
        {
            using var peer = TorchPeer.Start(Script(), folder, architecture, 64);
            var stages = StageFinder.Find(OnnxModel.Load(peer.ModelFile), [1, 3, 64, 64]);
            var found = SuffixComparison.Of(architecture, stages, "last:1", peer);
            Assert.InRange(found.SmallestMove, 0.01, 1);
            Assert.InRange(found.Difference, 0, Bound);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static string Script([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../bench/peers/suffix_fixture.py"));
}
