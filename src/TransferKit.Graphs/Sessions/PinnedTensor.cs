using Microsoft.ML.OnnxRuntime;

namespace TransferKit.Graphs.Sessions;

/// <summary>A float32 tensor in managed memory that does not move: ONNX Runtime reads and writes it in place.</summary>
public sealed class PinnedTensor : IDisposable
{
    private readonly float[] _values;

    /// <summary>Reserves a tensor of zeros.</summary>
    /// <param name="shape">Its shape, every dimension known.</param>
    public PinnedTensor(params IReadOnlyList<long> shape)
    {
        OnnxRuntimeLibrary.EnsureLoaded();
        Shape = shape;
        _values = GC.AllocateArray<float>(checked((int)Onnx.Tensors.Count(shape)), pinned: true);
        Value = OrtValue.CreateTensorValueFromMemory(_values, [.. shape]);
    }

    /// <summary>The shape.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The values, row-major: what is written here is what the next run reads.</summary>
    public Span<float> Span => _values;

    /// <summary>The values as memory.</summary>
    public Memory<float> Memory => _values;

    internal OrtValue Value { get; }

    /// <inheritdoc/>
    public void Dispose() => Value.Dispose();
}
