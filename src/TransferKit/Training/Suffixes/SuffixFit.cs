using System.Globalization;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Training.Schedules;

namespace TransferKit.Training.Suffixes;

/// <summary>One training of the last stages and the heads together, from its start or from a checkpoint to its end.</summary>
internal sealed class SuffixFit(
    SuffixNetwork network, SuffixData data, IReadOnlyList<TunedHead> heads, SuffixSettings settings, CheckpointFolder? checkpoints, TimeProvider time)
{
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(10);

    private readonly int _batches = settings.Batches;
    private readonly int[] _steps = new int[heads.Count];

    /// <summary>Trains; afterwards the network's parameters are those of the last step.</summary>
    /// <param name="afterStep">Called after each step with the number of steps done.</param>
    /// <param name="cancellationToken">Stops after writing a checkpoint.</param>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number.</exception>
    public void Run(Action<int, int>? afterStep, CancellationToken cancellationToken)
    {
        network.Start(heads);
        if (checkpoints?.ReadFinished(settings.Piece) is { } finished)
        {
            Restore(finished);
            return;
        }

        var step = 0;
        if (checkpoints?.ReadState(settings.Piece) is { } state)
        {
            (step, var tensors) = state;
            Restore(tensors);
        }

        var steps = settings.Epochs * _batches;
        var lastWritten = time.GetTimestamp();
        while (step < steps)
        {
            try
            {
                Step(step, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // The weights move after the run alone: what is here is the end of the step before.
                checkpoints?.WriteState(settings.Piece, step, State(withSlots: true));
                throw;
            }

            step++;
            afterStep?.Invoke(step, steps);
            if (time.GetElapsedTime(lastWritten) > CheckpointEvery)
            {
                checkpoints?.WriteState(settings.Piece, step, State(withSlots: true));
                lastWritten = time.GetTimestamp();
            }
        }

        checkpoints?.WriteFinished(settings.Piece, State(withSlots: false));
    }

    private void Step(int step, CancellationToken cancellationToken)
    {
        var (epoch, batch) = (step / _batches, step % _batches);
        int[] order = [.. settings.Rows];
        new RandomStream(settings.Seed, "shuffle", settings.Piece, Text(epoch)).Shuffle<int>(order);
        // Even batches, at most one row apart.
        var rows = order[(order.Length * batch / _batches)..(order.Length * (batch + 1) / _batches)];
        var graph = network.StepFor(rows.Length);
        Fill(graph, rows);
        var labelled = Enumerable.Range(0, heads.Count).Select(task => FillTask(graph, task, rows)).ToArray();
        // A step takes up to seconds: it is made again on resuming rather than waited for.
        var loss = graph.Run(new RandomStream(settings.Seed, "dropout", settings.Piece, Text(step)), cancellationToken);
        if (!float.IsFinite(loss))
        {
            throw new TrainingDivergedException(settings.Piece, epoch + 1, loss, settings.LearningRate);
        }

        Update(step, labelled);
    }

    private void Fill(SuffixStep graph, ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            data.Copy(rows[i], i, graph.Rows, graph.CutLayout, graph.Cut.Span);
            if (graph.Frozen is { } frozen)
            {
                var columns = (int)frozen.Shape[1];
                data.Frozen(rows[i], columns).CopyTo(frozen.Span[(i * columns)..]);
            }
        }
    }

    /// <summary>Writes a task's targets; whether any of the rows has one.</summary>
    private bool FillTask(SuffixStep graph, int task, int[] rows)
    {
        var head = heads[task];
        var targets = graph.Input(task, "targets").Span;
        var weights = graph.Input(task, "weights").Span;
        weights.Clear();
        var outputs = head.Plan.Outputs;
        double Weight(int row) => head.Task.Labels[row] is null ? 0 : head.ClassWeights?[row] ?? 1;
        var total = rows.Sum(Weight);
        for (var i = 0; i < rows.Length && total > 0; i++)
        {
            if (head.Task.Labels[rows[i]] is { } label)
            {
                var standardised = (label - head.Start.TargetMean) / head.Start.TargetScale;
                head.Plan.Loss.WriteTarget(standardised, targets.Slice(i * outputs, outputs));
                weights[i] = (float)(Weight(rows[i]) / total);
            }
        }

        return total > 0;
    }

    private void Update(int step, bool[] labelled)
    {
        var rate = settings.LearningRate * Schedule.Factor(settings.Schedule, step, settings.Epochs * _batches);
        for (var task = 0; task < heads.Count; task++)
        {
            _steps[task] += labelled[task] ? 1 : 0;
        }

        Parallel.ForEach(network.Parameters.Where(p => p.Task is not { } task || labelled[task]), new() { MaxDegreeOfParallelism = settings.Threads }, parameter =>
        {
            var trained = parameter.Trained;
            var number = parameter.Task is { } own ? _steps[own] : step + 1;
            settings.Optimizer.Update(trained.Value.Span, trained.Gradient.Span, trained.Slots, new((float)rate, 0, number));
        });
        foreach (var statistic in network.Statistics.Select(statistic => statistic.Trained))
        {
            statistic.Gradient.Span.CopyTo(statistic.Value.Span);
        }
    }

    private List<NamedTensor> State(bool withSlots)
    {
        var tensors = new List<NamedTensor>();
        foreach (var parameter in network.Parameters.Concat(network.Statistics).Select(p => p.Trained))
        {
            tensors.Add(new(parameter.Name, parameter.Value.Shape, parameter.Value.Memory));
            for (var slot = 0; withSlots && slot < parameter.Slots.Length; slot++)
            {
                tensors.Add(new(SlotName(parameter.Name, slot), parameter.Value.Shape, parameter.Slots[slot]));
            }
        }

        tensors.Add(new("task-steps", [_steps.Length], Array.ConvertAll(_steps, count => (float)count)));
        return tensors;
    }

    private void Restore(IReadOnlyDictionary<string, NamedTensor> tensors)
    {
        foreach (var parameter in network.Parameters.Concat(network.Statistics).Select(p => p.Trained))
        {
            Take(parameter.Name, parameter.Value.Span);
            for (var slot = 0; slot < parameter.Slots.Length && tensors.ContainsKey(SlotName(parameter.Name, slot)); slot++)
            {
                Take(SlotName(parameter.Name, slot), parameter.Slots[slot]);
            }
        }

        var steps = new float[_steps.Length];
        Take("task-steps", steps);
        Array.ConvertAll(steps, count => (int)count).CopyTo(_steps, 0);

        void Take(string name, Span<float> target)
        {
            if (!tensors.TryGetValue(name, out var tensor) || tensor.Values.Length != target.Length)
            {
                throw new DamagedFileException(
                    $"The checkpoint of '{settings.Piece}' holds no '{name}' of {target.Length} values: it belongs to another training. Delete the folder.",
                    checkpoints!.Path);
            }

            tensor.Values.Span.CopyTo(target);
        }
    }

    private static string SlotName(string parameter, int slot) => $"{parameter}.slot{Text(slot)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
