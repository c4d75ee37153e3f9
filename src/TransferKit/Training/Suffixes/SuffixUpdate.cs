using System.Numerics.Tensors;
using TransferKit.Runs;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Suffixes;

/// <summary>Moves all weights after a step's gradients are there, as <see cref="StageOptions"/> says.</summary>
internal sealed class SuffixUpdate
{
    private const string TaskSteps = "task-steps";

    /// <summary>Values that one thread moves at a time: few enough for the passes over them to stay in the cache.</summary>
    private const int PieceValues = 1 << 14;

    private readonly SuffixNetwork _network;
    private readonly SuffixSettings _settings;
    private readonly int[] _stepsOfTask;
    private readonly UnfreezingPlan _unfreezing;
    private readonly WeightAverage? _average;
    private readonly float[]?[] _starts;

    /// <summary>Starts where the network's weights are now.</summary>
    public SuffixUpdate(SuffixNetwork network, SuffixSettings settings, int tasks, int steps)
    {
        (_network, _settings, _stepsOfTask) = (network, settings, new int[tasks]);
        _unfreezing = new(settings.Stages.Unfreezing, network.Plan.Stages.Count - network.Plan.First, steps);
        _average = settings.Stages.Averaging > 0 ? new(network.Parameters.Select(p => p.Trained), settings.Stages.Averaging) : null;
        _starts = [.. network.Parameters.Select(p => settings.Stages.StartPull > 0 && p.IsOfStage ? p.Trained.Value.Span.ToArray() : null)];
    }

    /// <summary>Makes one step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="rate">The learning rate of what is shared.</param>
    /// <param name="ratesOfTasks">That of each task's own head.</param>
    /// <param name="labelled">For each task, whether the step had labels: the head of one without stays as it is.</param>
    public void Step(int step, double rate, double[] ratesOfTasks, bool[] labelled)
    {
        for (var task = 0; task < labelled.Length; task++)
        {
            _stepsOfTask[task] += labelled[task] ? 1 : 0;
        }

        var moving = _network.Parameters.Index()
            .Where(p => p.Item.Task is { } task ? labelled[task] : _unfreezing.FirstStep(p.Item.Depth) <= step).ToList();
        foreach (var (weight, task) in moving.Where(p => p.Item.IsOfAdapter && p.Item.Trained.Role == ParameterRole.Weight).Select(p => (p.Item.Trained, p.Item.Task)))
        {
            // The heads' L2 stands in their losses; this is the adapters', once, however many tasks there are and however they are weighed.
            var decay = task is { } own ? _settings.Decays[own] : _settings.Decays.Average();
            TensorPrimitives.MultiplyAdd(weight.Value.Span, (float)decay, weight.Gradient.Span, weight.Gradient.Span);
        }

        if (_settings.Stages.ClipNorm is { } greatest)
        {
            GradientClipping.Apply([.. moving.Select(p => p.Item)], greatest);
        }

        var pieces = moving.SelectMany(p => Pieces(p.Item).Select(offset => (p.Item, Start: _starts[p.Index], Offset: offset)));
        Parallel.ForEach(pieces, new() { MaxDegreeOfParallelism = _settings.Threads }, piece =>
            Move(piece.Item, piece.Start, piece.Offset, step, piece.Item.Task is { } task ? ratesOfTasks[task] : rate));
        foreach (var statistic in _network.Statistics.Select(statistic => statistic.Trained))
        {
            statistic.Gradient.Span.CopyTo(statistic.Value.Span);
        }

        _average?.Add(step);
    }

    /// <summary>How many steps so far had labels of a task.</summary>
    public int StepsOf(int task) => _stepsOfTask[task];

    /// <summary>After the last step: what is averaged becomes the weights.</summary>
    public void Finish() => _average?.Take();

    /// <summary>What a checkpoint keeps beside the parameters.</summary>
    public IEnumerable<NamedTensor> State() =>
        [new(TaskSteps, [_stepsOfTask.Length], Array.ConvertAll(_stepsOfTask, count => (float)count)), .. _average?.State() ?? []];

    /// <summary>Goes on from a checkpoint.</summary>
    public void Restore(SavedTensors saved)
    {
        var steps = new float[_stepsOfTask.Length];
        saved.CopyTo(TaskSteps, steps);
        Array.ConvertAll(steps, count => (int)count).CopyTo(_stepsOfTask, 0);
        _average?.Restore(saved);
    }

    private static IEnumerable<int> Pieces(SuffixParameter parameter)
    {
        var count = (parameter.Trained.Value.Span.Length + PieceValues - 1) / PieceValues;
        return Enumerable.Range(0, count).Select(number => number * PieceValues);
    }

    private void Move(SuffixParameter parameter, float[]? start, int offset, int step, double fullRate)
    {
        var stages = _settings.Stages;
        var whole = parameter.Trained.Value.Span;
        var piece = offset..Math.Min(whole.Length, offset + PieceValues);
        var weights = whole[piece];
        var rate = fullRate * Math.Pow(stages.LayerDecay, parameter.Depth);
        if (parameter.IsOfStage && stages.WeightDecay > 0 && parameter.Trained.Role == ParameterRole.Weight)
        {
            TensorPrimitives.Multiply(weights, (float)(1 - (rate * stages.WeightDecay)), weights);
        }

        if (start is not null)
        {
            TensorPrimitives.Lerp(weights, start.AsSpan(piece), (float)Math.Min(1, rate * stages.StartPull), weights);
        }

        // The moments of a stage that joins later begin with its own first step.
        var number = parameter.Task is { } task ? _stepsOfTask[task] : step + 1 - _unfreezing.FirstStep(parameter.Depth);
        var gradient = parameter.Trained.Gradient.Span[piece];
        if (parameter.Scale is { } scale && stages.RelativeRates)
        {
            // With w = scale v: the optimizer sees v, whose channels are of like size, and its gradient.
            var scales = scale.AsSpan(piece);
            TensorPrimitives.Multiply(gradient, scales, gradient);
            TensorPrimitives.Divide(weights, scales, weights);
            _settings.Optimizer.Update(weights, gradient, parameter.Trained.Slots, offset, new((float)rate, 0, number));
            TensorPrimitives.Multiply(weights, scales, weights);
        }
        else
        {
            _settings.Optimizer.Update(weights, gradient, parameter.Trained.Slots, offset, new((float)rate, 0, number));
        }
    }
}
