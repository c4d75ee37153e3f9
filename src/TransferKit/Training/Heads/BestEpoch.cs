using TransferKit.Runs;

namespace TransferKit.Training.Heads;

/// <summary>Remembers the weights of the epoch with the least loss on given rows: early stopping's choice without stopping.</summary>
internal sealed class BestEpoch(HeadNetwork network, HeadData data, IReadOnlyList<int> rows)
{
    private const string Prefix = "best.";

    private readonly float[] _loss = [float.PositiveInfinity];
    private readonly float[][] _values = [.. network.Parameters[0].Select(parameter => parameter.Value.Span.ToArray())];

    /// <summary>Keeps the network's weights if they are the best so far.</summary>
    public void Consider()
    {
        var loss = (float)network.MeanLoss(data, rows)[0];
        if (loss < _loss[0])
        {
            _loss[0] = loss;
            for (var i = 0; i < _values.Length; i++)
            {
                network.Parameters[0][i].Value.Span.CopyTo(_values[i]);
            }
        }
    }

    /// <summary>Gives the network its best weights back.</summary>
    public void Restore()
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i].CopyTo(network.Parameters[0][i].Value.Span);
        }
    }

    /// <summary>What a checkpoint keeps.</summary>
    public IEnumerable<NamedTensor> State() => network.Parameters[0]
        .Select((parameter, i) => new NamedTensor(Prefix + parameter.Name, parameter.Value.Shape, _values[i]))
        .Prepend(new(Prefix + "loss", [1], _loss));

    /// <summary>Takes a checkpoint's state over.</summary>
    public void Restore(IReadOnlyDictionary<string, NamedTensor> tensors)
    {
        tensors[Prefix + "loss"].Values.CopyTo(_loss);
        for (var i = 0; i < _values.Length; i++)
        {
            tensors[Prefix + network.Parameters[0][i].Name].Values.CopyTo(_values[i]);
        }
    }
}
