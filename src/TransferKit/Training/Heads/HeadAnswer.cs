using TransferKit.Evaluation;
using TransferKit.Tasks;

namespace TransferKit.Training.Heads;

/// <summary>How a head's scores become an answer: fitted on rows that it had not learned from, so that neither dev nor test is looked at.</summary>
/// <param name="Temperature">Classification: what logits are divided by.</param>
/// <param name="Thresholds">Multi-label: the probability from which each label is said to apply; empty for one half.</param>
internal sealed record HeadAnswer(double Temperature, IReadOnlyList<double> Thresholds)
{
    /// <summary>Scores as they are.</summary>
    public static readonly HeadAnswer Plain = new(1, []);

    /// <summary>Fits temperature or thresholds.</summary>
    /// <param name="kind">The task's kind.</param>
    /// <param name="scores">What the head's last layer gave, row by row.</param>
    /// <param name="labels">The label of each row.</param>
    public static HeadAnswer Fit(TaskKind kind, float[] scores, double[] labels)
    {
        var columns = labels.Length == 0 ? 0 : scores.Length / labels.Length;
        return kind switch
        {
            _ when columns == 0 => Plain,
            TaskKind.Classification => Plain with { Temperature = TemperatureScaling.Fit(scores, [.. labels.Select(label => (int)label)], columns).Temperature },
            TaskKind.MultiLabel => Plain with
            {
                Thresholds = LabelThresholds.Tune(
                    Array.ConvertAll(scores, score => (float)(1 / (1 + Math.Exp(-score)))),
                    [.. scores.Select((_, i) => LabelSet.Contains(labels[i / columns], i % columns))], columns),
            },
            _ => Plain,
        };
    }
}
