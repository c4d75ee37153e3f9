using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Bench.Suffixes;

/// <summary>The graph in float64, in standard operators alone.</summary>
internal sealed class Float64Graph : TrainedGraph
{
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly Dictionary<string, (double[] Values, OrtValue Value)> _tensors = [];

    public Float64Graph(ModelProto model)
    {
        OnnxRuntimeLibrary.EnsureLoaded();
        // ONNX Runtime's optimizer makes operators that have kernels of float32 only.
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new(model.ToByteArray(), options);
        _binding = _session.CreateIoBinding();
        foreach (var input in model.Graph.Input)
        {
            _binding.BindInput(input.Name, Reserve(input));
        }

        foreach (var output in model.Graph.Output)
        {
            _binding.BindOutput(output.Name, Reserve(output));
        }
    }

    public override void Set(string input, double[] values) => values.CopyTo(_tensors[input].Values, 0);

    public override double[] Get(string tensor) => [.. _tensors[tensor].Values];

    public override void Run()
    {
        using var options = new RunOptions();
        _session.RunWithBinding(options, _binding);
    }

    public override void Dispose()
    {
        _binding.Dispose();
        _session.Dispose();
        foreach (var (_, value) in _tensors.Values)
        {
            value.Dispose();
        }
    }

    private OrtValue Reserve(ValueInfoProto info)
    {
        long[] shape = [.. info.Type.TensorType.Shape.Dim.Select(dimension => dimension.DimValue)];
        var values = GC.AllocateArray<double>((int)Tensors.Count(shape), pinned: true);
        var value = OrtValue.CreateTensorValueFromMemory(values, shape);
        _tensors.Add(info.Name, (values, value));
        return value;
    }
}
