using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Graphs.Gradients.Verification;

/// <summary>A derived graph in the precision <typeparamref name="T"/>, with the memory that it reads and writes.</summary>
internal sealed class DerivedRun<T> : IDisposable
    where T : unmanaged, INumber<T>
{
    private readonly GraphSession _session;
    private readonly IReadOnlyDictionary<string, StoredLayout> _layouts;
    private readonly Dictionary<string, T[]> _memory = [];
    private readonly List<OrtValue> _values = [];

    /// <summary>Prepares the graph, or only what leads to some of its outputs.</summary>
    public DerivedRun(DerivedGraph derived, int threads, params IReadOnlyCollection<string> outputs)
    {
        _layouts = derived.Layouts;
        var model = outputs.Count == 0 ? derived.Model : Leading(derived.Model, outputs);
        // ONNX Runtime fuses nodes into operators of float32 alone, and then misses their kernels of float64 (QuickGelu).
        _session = new(model, new() { Threads = threads, Optimize = typeof(T) == typeof(float) });
        foreach (var input in model.Graph.Input)
        {
            _session.BindInput(input.Name, Reserve(input));
        }

        foreach (var output in model.Graph.Output)
        {
            _session.BindOutput(output.Name, Reserve(output));
        }
    }

    /// <summary>The values of an input or output, as the graph lays them.</summary>
    public T[] this[string tensor] => _memory[tensor];

    /// <summary>Sets inputs whose values lie as the model lays them.</summary>
    public void Set(IReadOnlyDictionary<string, float[]> inputs)
    {
        foreach (var (input, values) in inputs)
        {
            _layouts[input].Store<T>(Array.ConvertAll(values, T.CreateChecked), _memory[input]);
        }
    }

    /// <summary>Computes the outputs.</summary>
    public void Run(CancellationToken cancellationToken) => _session.Run(cancellationToken);

    /// <summary>A parameter's gradient as the model lays the parameter.</summary>
    public double[] Gradient(string parameter)
    {
        var stored = _memory[TrainingGraph.GradientName(parameter)];
        var values = new T[stored.Length];
        _layouts[parameter].Restore<T>(stored, values);
        return Array.ConvertAll(values, double.CreateChecked);
    }

    public void Dispose()
    {
        _session.Dispose();
        _values.ForEach(value => value.Dispose());
    }

    private OrtValue Reserve(ValueInfoProto info)
    {
        long[] shape = [.. info.Type.TensorType.Shape.Dim.Select(dimension => dimension.DimValue)];
        _memory[info.Name] = GC.AllocateArray<T>(checked((int)Tensors.Count(shape)), pinned: true);
        _values.Add(OrtValue.CreateTensorValueFromMemory(_memory[info.Name], shape));
        return _values[^1];
    }

    private static ModelProto Leading(ModelProto model, IReadOnlyCollection<string> outputs)
    {
        var needed = outputs.ToHashSet();
        var nodes = new List<NodeProto>();
        foreach (var node in model.Graph.Node.Reverse().Where(node => node.Output.Any(needed.Contains)))
        {
            needed.UnionWith(node.Input);
            nodes.Add(node);
        }

        nodes.Reverse();
        var graph = new GraphProto { Name = model.Graph.Name, Node = { nodes }, Input = { model.Graph.Input } };
        graph.Output.AddRange(model.Graph.Output.Where(output => outputs.Contains(output.Name)));
        graph.Initializer.AddRange(model.Graph.Initializer.Where(constant => needed.Contains(constant.Name)));
        return new() { IrVersion = model.IrVersion, OpsetImport = { model.OpsetImport }, Graph = graph };
    }
}
