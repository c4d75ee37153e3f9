using Microsoft.ML.OnnxRuntime;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Tests.Backbones;

/// <summary>The picture that Fixtures/make-fixtures.mjs gave to TensorFlow.js, and running a model on it.</summary>
internal static class TestPicture
{
    /// <summary>Channels-first values of one picture.</summary>
    public static float[] Planar(int height, int width, float low, float high)
    {
        var values = new float[3 * height * width];
        for (var c = 0; c < 3; c++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var pixel = ((x * 3) + (y * 5) + (c * 40) + (x * y % 31 * 2)) % 256;
                    values[(((c * height) + y) * width) + x] = (float)(low + (pixel / 255.0 * (high - low)));
                }
            }
        }

        return values;
    }

    /// <summary>Runs a model whose only input is that picture; gives each output's shape and values.</summary>
    public static IReadOnlyList<(long[] Shape, float[] Values)> Run(OnnxModel model, float[] picture, int height, int width)
    {
        OnnxRuntimeLibrary.EnsureLoaded();
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model.ToBytes(), options);
        using var input = OrtValue.CreateTensorValueFromMemory(picture, [1, 3, height, width]);
        using var run = new RunOptions();
        using var results = session.Run(run, [session.InputNames[0]], [input], session.OutputNames);
        return [.. results.Select(result => (result.GetTensorTypeAndShape().Shape, result.GetTensorDataAsSpan<float>().ToArray()))];
    }
}
