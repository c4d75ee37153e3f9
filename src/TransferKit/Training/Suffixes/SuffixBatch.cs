using System.Numerics.Tensors;
using TransferKit.Foundation;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Suffixes;

/// <summary>Writes the images of a step into its graph's inputs: activations at the cut, what heads read before it, targets.</summary>
internal sealed class SuffixBatch
{
    private readonly SuffixData _data;
    private readonly IReadOnlyList<TunedHead> _heads;
    private readonly MixUp? _mixUp;
    private readonly CutMix? _cutMix;
    private readonly int _mapWidth;
    private readonly float[] _mixed;

    public SuffixBatch(SuffixData data, IReadOnlyList<TunedHead> heads, SuffixSettings settings)
    {
        (_data, _heads) = (data, heads);
        var (height, width) = data.Plan.CutShape is [_, var h, var w] ? ((int)h, (int)w) : (1, 1);
        if (settings.CutMix > 0 && height * width == 1)
        {
            throw new InvalidOptionsException(
                $"cutmix needs a map to paste into, and the activation before stage '{data.Plan.Stages[data.Plan.First].Name}' is none: use mixup there.");
        }

        _mixUp = settings.MixUp > 0 ? new(settings.MixUp) : null;
        _cutMix = settings.CutMix > 0 ? new(settings.CutMix, height, width) : null;
        _mapWidth = width;
        _mixed = _mixUp is null && _cutMix is null ? [] : new float[data.Activation(0).Length];
    }

    /// <summary>Writes some rows.</summary>
    /// <param name="step">The graph.</param>
    /// <param name="rows">The images; at most the graph's.</param>
    /// <param name="ofTasks">What each task's loss is multiplied by.</param>
    /// <param name="random">Where mixtures come from.</param>
    /// <returns>For each task, whether any of the rows has a label.</returns>
    public bool[] Fill(SuffixStep step, int[] rows, IReadOnlyList<double> ofTasks, RandomStream random)
    {
        var mixing = BatchMixing.Draw(_mixUp, _cutMix, rows.Length, _mapWidth, random);
        for (var i = 0; step.Cut is not null && i < rows.Length; i++)
        {
            var activation = _data.Activation(rows[i]);
            if (mixing is not null)
            {
                mixing.Mix(activation, _data.Activation(rows[mixing.Mixture.Partners[i]]), _data.Channels, _mixed);
                activation = _mixed;
            }

            _data.Copy(activation, i, step.Rows, step.CutLayout, step.Cut.Span);
        }

        FillFrozen(step, rows, mixing?.Mixture);
        return [.. Enumerable.Range(0, _heads.Count).Select(task => FillTask(step, task, rows, ofTasks[task], mixing?.Mixture))];
    }

    private void FillFrozen(SuffixStep step, int[] rows, Mixture? mixture)
    {
        if (step.Frozen is not { } frozen)
        {
            return;
        }

        var columns = (int)frozen.Shape[1];
        for (var i = 0; i < rows.Length; i++)
        {
            _data.Frozen(rows[i], columns).CopyTo(frozen.Span[(i * columns)..]);
        }

        mixture?.Mix(frozen.Span[..(rows.Length * columns)]);
    }

    /// <summary>Writes a task's targets; whether any of the rows has one.</summary>
    private bool FillTask(SuffixStep step, int task, int[] rows, double ofTask, Mixture? mixture)
    {
        var head = _heads[task];
        var targets = step.Input(task, "targets").Span;
        var weights = step.Input(task, "weights").Span;
        weights.Clear();
        var width = head.Plan.Targets;
        double Weight(int row) => head.Task.Labels[row] is null ? 0 : head.ClassWeights?[row] ?? 1;
        var total = rows.Sum(Weight);
        for (var i = 0; i < rows.Length && total > 0; i++)
        {
            if (head.Task.Labels[rows[i]] is { } label)
            {
                var standardised = (head.Task.Task.Target(label) - head.Start.TargetMean) / head.Start.TargetScale;
                head.Plan.Loss.WriteTarget(standardised, targets.Slice(i * width, width));
                weights[i] = (float)(Weight(rows[i]) / total);
            }
        }

        mixture?.MixTargets(targets[..(rows.Length * width)], weights[..rows.Length]);
        TensorPrimitives.Multiply(weights, (float)ofTask, weights);
        return total > 0;
    }
}
