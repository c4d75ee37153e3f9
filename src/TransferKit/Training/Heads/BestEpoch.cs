using TransferKit.Runs;

namespace TransferKit.Training.Heads;

/// <summary>Remembers the weights of the epoch that is best on given rows: early stopping's choice without stopping. The best has the least error by
/// the metric that the task names, and of equal ones the least loss; where the task names none, the least loss.</summary>
internal sealed class BestEpoch(HeadNetwork network, HeadData data, IReadOnlyList<int> rows, MetricJudge? judge)
{
    private const string Prefix = "best.";

    private readonly float[] _loss = [float.PositiveInfinity];
    private readonly float[] _error = judge is null ? [] : [float.PositiveInfinity];
    private readonly float[][] _values = [.. network.Parameters[0].Select(parameter => parameter.Value.Span.ToArray())];

    /// <summary>Keeps the network's weights if they are the best so far.</summary>
    public void Consider()
    {
        var loss = (float)network.MeanLoss(data, rows)[0];
        // A metric that is not defined on these rows leaves the choice to the loss.
        var error = judge is null ? 0 : (float)judge.Error(network.Predict(data.Features, rows)[0], rows);
        error = float.IsNaN(error) ? float.MaxValue : error;
        if (judge is null ? loss < _loss[0] : error < _error[0] || (error == _error[0] && loss < _loss[0]))
        {
            _loss[0] = loss;
            _error.AsSpan().Fill(error);
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
        .Concat(judge is null ? [] : [new(Prefix + "error", [1], _error)])
        .Prepend(new(Prefix + "loss", [1], _loss));

    /// <summary>Takes a checkpoint's state over.</summary>
    public void Restore(IReadOnlyDictionary<string, NamedTensor> tensors)
    {
        tensors[Prefix + "loss"].Values.CopyTo(_loss);
        if (judge is not null)
        {
            tensors[Prefix + "error"].Values.CopyTo(_error);
        }

        for (var i = 0; i < _values.Length; i++)
        {
            tensors[Prefix + network.Parameters[0][i].Name].Values.CopyTo(_values[i]);
        }
    }
}
