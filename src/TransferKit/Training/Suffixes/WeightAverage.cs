using System.Numerics.Tensors;
using TransferKit.Runs;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Suffixes;

/// <summary>A moving average of all weights over the steps (Polyak and Juditsky 1992).</summary>
internal sealed class WeightAverage
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly double _share;
    private readonly float[][] _values;

    /// <summary>Starts at the weights as they are now.</summary>
    /// <param name="parameters">The weights.</param>
    /// <param name="share">The share of the past, below 1.</param>
    public WeightAverage(IEnumerable<Parameter> parameters, double share)
    {
        (_parameters, _share) = ([.. parameters], share);
        _values = [.. _parameters.Select(parameter => parameter.Value.Span.ToArray())];
    }

    /// <summary>Takes in the weights after a step, counted from 0.</summary>
    public void Add(int step)
    {
        var share = (float)Math.Min(_share, (1.0 + step) / (10.0 + step));
        foreach (var (parameter, values) in _parameters.Zip(_values))
        {
            TensorPrimitives.Lerp(parameter.Value.Span, values, share, values);
        }
    }

    /// <summary>Makes the average the weights.</summary>
    public void Take()
    {
        foreach (var (parameter, values) in _parameters.Zip(_values))
        {
            values.CopyTo(parameter.Value.Span);
        }
    }

    /// <summary>What a checkpoint keeps of it.</summary>
    public IEnumerable<NamedTensor> State() => _parameters.Zip(_values, (parameter, values) =>
        new NamedTensor(Name(parameter), parameter.Value.Shape, values));

    /// <summary>Goes on from a checkpoint.</summary>
    public void Restore(SavedTensors saved)
    {
        foreach (var (parameter, values) in _parameters.Zip(_values))
        {
            saved.CopyTo(Name(parameter), values);
        }
    }

    private static string Name(Parameter parameter) => parameter.Name + ".average";
}
