using System.Numerics.Tensors;
using TransferKit.Graphs.Sessions;
using TransferKit.Training.Weighting;

namespace TransferKit.Training.Suffixes;

/// <summary>The gradient of each task on the stages, which all tasks share.</summary>
internal sealed class SharedGradients : IDisposable
{
    private readonly IReadOnlyList<SuffixParameter> _parameters;
    private readonly PinnedTensor[]?[] _gradients;

    /// <summary>Reserves the memory: as much for each task as the stages' weights take.</summary>
    public SharedGradients(IReadOnlyList<SuffixParameter> parameters, int tasks)
    {
        _parameters = parameters;
        _gradients = [.. parameters.Select(parameter => parameter.Task is null
            ? Enumerable.Range(0, tasks).Select(_ => new PinnedTensor(parameter.Trained.Value.Shape)).ToArray()
            : null)];
    }

    /// <summary>The gradient of a task on a parameter of the stages.</summary>
    public PinnedTensor Of(int parameter, int task) => _gradients[parameter]![task];

    /// <summary>The scalar products of some tasks' gradients, each value in the unit that it is trained in.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="relative">Whether values are trained in units of their channel.</param>
    public Gramian Products(IReadOnlyList<int> tasks, bool relative)
    {
        var products = new double[tasks.Count, tasks.Count];
        foreach (var (parameter, gradients) in _parameters.Zip(_gradients).Where(pair => pair.Second is not null))
        {
            var own = tasks.Select(task => InUnits(gradients![task].Span, relative ? parameter.Scale : null)).ToArray();
            for (var i = 0; i < own.Length; i++)
            {
                for (var j = i; j < own.Length; j++)
                {
                    products[i, j] += TensorPrimitives.Dot<float>(own[i], own[j]);
                    products[j, i] = products[i, j];
                }
            }
        }

        return new(products, tasks);
    }

    /// <summary>Writes a weighted sum of some tasks' gradients as what the stages are moved by.</summary>
    public void Combine(IReadOnlyList<int> tasks, ReadOnlySpan<double> weights)
    {
        for (var parameter = 0; parameter < _gradients.Length; parameter++)
        {
            if (_gradients[parameter] is not { } gradients)
            {
                continue;
            }

            var sum = _parameters[parameter].Trained.Gradient.Span;
            sum.Clear();
            for (var i = 0; i < tasks.Count; i++)
            {
                TensorPrimitives.MultiplyAdd(gradients[tasks[i]].Span, (float)weights[i], sum, sum);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _gradients.OfType<PinnedTensor[]>().SelectMany(tensors => tensors))
        {
            tensor.Dispose();
        }
    }

    private static float[] InUnits(ReadOnlySpan<float> gradient, float[]? scale)
    {
        var values = gradient.ToArray();
        if (scale is not null)
        {
            TensorPrimitives.Multiply(values, scale, values);
        }

        return values;
    }
}
