using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using TransferKit.Artifacts;
using TransferKit.Foundation;
using TransferKit.Imaging;
using Xunit.Abstractions;

namespace TransferKit.Tests.Artifacts;

/// <summary>Model files as others see them: the checker of the onnx package for Python, and onnxruntime-node.</summary>
public sealed class OtherRuntimesTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(13)]
    [InlineData(21)]
    public void TinyModel_PassesTheChecker(int operatorSet)
    {
        Skip.IfNot(HasPythonOnnx(), "python3 with the package onnx is not there");
        ArtifactWriter.Save(TinyModel.Content() with { Stages = TinyModel.Stages(TinyModel.Backbone(operatorSet: operatorSet)) }, _folder["m.onnx"]);
        Check(_folder["m.onnx"]);
    }

    [SkippableFact]
    public void ModelOnARealBackbone_PassesTheChecker()
    {
        Skip.IfNot(HasPythonOnnx(), "python3 with the package onnx is not there");
        Skip.If(RealModel.Backbone is null, "../shared/data is not there");
        ArtifactWriter.Save(RealModel.Content(), _folder["m.onnx"]);
        Check(_folder["m.onnx"]);
    }

    [SkippableFact]
    public void PythonMakesTheGoldenInput()
    {
        Skip.IfNot(HasPythonOnnx(), "python3 with the package onnx is not there");
        const string Formula = """
            import numpy as np, sys
            n, c, y, x = np.ogrid[:2, :3, :8, :12]
            image = ((7 * (n + 1) + 85 * c + 3 * x + 5 * y + 4 * (x * y % 61)) % 256).astype(np.float32)
            image.tofile(sys.argv[1])
            """;
        var (exitCode, text) = OtherProgram.Run(Python, "-c", Formula, _folder["input.bin"]);
        Assert.True(exitCode == 0, text);
        var found = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(_folder["input.bin"])).ToArray();
        Assert.Equal(GoldenVectors.MakeInput(7, TinyModel.Width, TinyModel.Height), found);
    }

    [SkippableFact]
    public void OnnxRuntimeNode_GivesTheScoresOfThePredictor()
    {
        Skip.IfNot(OtherProgram.HasOnnxRuntimeNode, OtherProgram.LacksOnnxRuntimeNode);
        ArtifactWriter.Save(RealModel.Backbone is null ? TinyModel.Content() : RealModel.Content(), _folder["m.onnx"]);
        using var predictor = Predictor.Load(_folder["m.onnx"]);
        var images = Enumerable.Range(0, 3).Select(seed => Noise(seed, predictor.Metadata.Input)).ToList();
        var pixels = images.SelectMany(image =>
        {
            var planes = new float[image.Pixels.Length];
            image.CopyToPlanar(planes);
            return planes;
        }).ToArray();
        File.WriteAllBytes(_folder["pixels.bin"], MemoryMarshal.AsBytes<float>(pixels).ToArray());
        var predictions = predictor.Predict(images);
        var scores = predictor.Tasks.ToDictionary(task => task.Name, task => predictions.SelectMany(p => p.Output(task.Name).ToArray()).ToArray());
        File.WriteAllText(_folder["scores.json"], JsonSerializer.Serialize(scores));

        string[][] runs = [[_folder["m.onnx"]], [_folder["m.onnx"], _folder["pixels.bin"], _folder["scores.json"]]];
        foreach (var arguments in runs)
        {
            var (exitCode, text) = OtherProgram.OnnxRuntimeNode("check.mjs", arguments);
            output.WriteLine(text);
            Assert.True(exitCode == 0, text);
        }
    }

    private static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private static bool HasPythonOnnx()
    {
        try
        {
            return OtherProgram.Run(Python, "-c", "import onnx").ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static void Check(string model)
    {
        var (exitCode, text) = OtherProgram.Run(Python, "-c", "import onnx, sys; onnx.checker.check_model(sys.argv[1], full_check=True)", model);
        Assert.True(exitCode == 0, text);
    }

    private static RgbImage Noise(int seed, ArtifactInput input)
    {
        var stream = new RandomStream(seed, "noise");
        return new(input.Width, input.Height, [.. Enumerable.Range(0, input.Width * input.Height * 3).Select(_ => (byte)stream.NextInt32(256))]);
    }
}
