using System.Globalization;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Training.Optimizers;
using TransferKit.Training.Schedules;

namespace TransferKit.Training.Heads;

/// <summary>The labelled rows that a head learns from.</summary>
/// <param name="Features">The feature matrix, row-major, standardised.</param>
/// <param name="Rows">Which of its rows to learn from.</param>
/// <param name="Labels">The label of every row of the matrix (class index or standardised number); read at <paramref name="Rows"/> only.</param>
/// <param name="RowWeights">The weight of every row of the matrix, or null for equal ones.</param>
internal sealed record HeadData(float[] Features, IReadOnlyList<int> Rows, double[] Labels, double[]? RowWeights);

/// <summary>How a head is trained.</summary>
internal sealed record FitSettings
{
    public required string Piece { get; init; }

    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    public required Optimizer Optimizer { get; init; }

    public required ScheduleKind Schedule { get; init; }

    public required double LearningRate { get; init; }

    /// <summary>The strength of weight decay of each candidate.</summary>
    public required IReadOnlyList<double> Decay { get; init; }

    public required int Seed { get; init; }

    /// <summary>The strength of <see cref="Heads.MixUp"/>; 0 for none.</summary>
    public double MixUp { get; init; }

    /// <summary>The rows that pick the epoch to keep; null keeps the last.</summary>
    public IReadOnlyList<int>? KeepBestOn { get; init; }

    /// <summary>What picks it there before the loss does; null for the loss alone.</summary>
    public MetricJudge? KeepBestBy { get; init; }
}

/// <summary>One training of a network's candidates, from its start or from a checkpoint to its end.</summary>
internal sealed class HeadFit(HeadNetwork network, HeadData data, FitSettings settings, CheckpointFolder? checkpoints, TimeProvider time)
{
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(2);

    private readonly BestEpoch? _best = settings.KeepBestOn is { } rows ? new(network, data, rows, settings.KeepBestBy) : null;

    private readonly MixUp? _mixUp = settings.MixUp > 0 ? new(settings.MixUp) : null;

    private readonly int _batches = Math.Max(1, (data.Rows.Count + settings.Batch - 1) / settings.Batch);

    /// <summary>Trains; afterwards the network's parameters are those of the last step.</summary>
    /// <param name="afterEpoch">Called after each epoch with its number, from 1.</param>
    /// <param name="cancellationToken">Stops after writing a checkpoint.</param>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number.</exception>
    public void Run(Action<int>? afterEpoch, CancellationToken cancellationToken)
    {
        if (checkpoints?.ReadFinished(settings.Piece) is { } finished)
        {
            Restore(finished);
            return;
        }

        for (var candidate = 0; candidate < network.Candidates; candidate++)
        {
            network.Decay[candidate].Span[0] = (float)settings.Decay[candidate];
        }

        var epoch = 0;
        if (checkpoints?.ReadState(settings.Piece) is { } state)
        {
            (epoch, var tensors) = state;
            Restore(tensors);
        }

        var lastWritten = time.GetTimestamp();
        while (epoch < settings.Epochs)
        {
            Epoch(epoch, cancellationToken);
            epoch++;
            _best?.Consider();
            afterEpoch?.Invoke(epoch);
            var stopping = cancellationToken.IsCancellationRequested;
            if (stopping || time.GetElapsedTime(lastWritten) > CheckpointEvery)
            {
                checkpoints?.WriteState(settings.Piece, epoch, State(withSlots: true));
                lastWritten = time.GetTimestamp();
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        _best?.Restore();
        checkpoints?.WriteFinished(settings.Piece, State(withSlots: false));
    }

    private void Epoch(int epoch, CancellationToken cancellationToken)
    {
        int[] order = [.. data.Rows];
        var key = epoch.ToString(CultureInfo.InvariantCulture);
        new RandomStream(settings.Seed, "shuffle", settings.Piece, key).Shuffle<int>(order);
        var dropout = new RandomStream(settings.Seed, "dropout", settings.Piece, key);
        var mixUp = new RandomStream(settings.Seed, "mixup", settings.Piece, key);
        for (var batch = 0; batch < _batches; batch++)
        {
            // Even batches, at most one row apart: no tiny last one whose statistics would be noise.
            var rows = order.AsSpan((order.Length * batch / _batches)..(order.Length * (batch + 1) / _batches));
            var step = network.StepFor(rows.Length, settings.Batch);
            Fill(step, rows);
            _mixUp?.Apply(
                step.Features.Span[..(rows.Length * network.Plan.Features)], step.Targets.Span[..(rows.Length * network.Plan.Targets)],
                step.Weights.Span[..rows.Length], mixUp);
            // A step is short: cancellation waits for the epoch's end, where a state can be written.
            var loss = step.Run(dropout, default);
            if (!float.IsFinite(loss))
            {
                throw new TrainingDivergedException(settings.Piece, epoch + 1, loss, settings.LearningRate, checkpoints?.Path);
            }

            Update((epoch * _batches) + batch);
        }
    }

    private void Fill(HeadStep step, ReadOnlySpan<int> rows)
    {
        var (width, targets) = (network.Plan.Features, network.Plan.Targets);
        var total = 0.0;
        foreach (var row in rows)
        {
            total += data.RowWeights?[row] ?? 1;
        }

        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            data.Features.AsSpan(row * width, width).CopyTo(step.Features.Span[(i * width)..]);
            network.Plan.Loss.WriteTarget(data.Labels[row], step.Targets.Span.Slice(i * targets, targets));
            step.Weights.Span[i] = (float)((data.RowWeights?[row] ?? 1) / total);
        }

        step.Weights.Span[rows.Length..].Clear();
    }

    private void Update(int step)
    {
        var rate = settings.LearningRate * Schedule.Factor(settings.Schedule, step, settings.Epochs * _batches);
        for (var candidate = 0; candidate < network.Candidates; candidate++)
        {
            foreach (var parameter in network.Parameters[candidate])
            {
                if (parameter.Role == ParameterRole.Statistic)
                {
                    parameter.Gradient.Span.CopyTo(parameter.Value.Span);
                    continue;
                }

                var decay = parameter.Role == ParameterRole.Weight && !network.DecayInLoss ? settings.Decay[candidate] : 0;
                settings.Optimizer.Update(
                    parameter.Value.Span, parameter.Gradient.Span, parameter.Slots, 0, new((float)rate, (float)decay, step + 1));
            }
        }
    }

    private List<NamedTensor> State(bool withSlots)
    {
        var tensors = ParameterState.Of(network.Parameters.SelectMany(p => p), withSlots);
        return withSlots && _best is not null ? [.. tensors, .. _best.State()] : [.. tensors];
    }

    private void Restore(IReadOnlyDictionary<string, NamedTensor> tensors)
    {
        ParameterState.Restore(network.Parameters.SelectMany(p => p), new(tensors, settings.Piece, checkpoints!.Path));
        if (_best is not null && _best.State().All(tensor => tensors.ContainsKey(tensor.Name)))
        {
            _best.Restore(tensors);
        }
    }
}
