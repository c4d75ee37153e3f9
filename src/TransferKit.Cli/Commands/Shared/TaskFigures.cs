using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;
using TransferKit.Training;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>What was measured of one task, on each part of the data.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Kind">What kind of label it has.</param>
/// <param name="Classes">Its classes; empty for regression.</param>
internal sealed record TaskFigures(string Name, TaskKind Kind, IReadOnlyList<string> Classes)
{
    /// <summary>The figures of a trained task.</summary>
    public static TaskFigures Of(TaskResult result) => new(result.Task.Name, result.Task.Kind, result.Classes)
    {
        Metric = result.Task.MainMetric.Name,
        Train = result.Train,
        TrainDev = result.TrainDev,
        Dev = result.Dev,
        Test = result.Test,
        CrossValidated = result.CrossValidated,
    };

    /// <summary>A task before anything was measured.</summary>
    public static TaskFigures Of(LearningTask task, ImageDataset dataset) => new(task.Name, task.Kind, dataset.ClassesOf(task)) { Metric = task.MainMetric.Name };

    /// <summary>On what it learned from.</summary>
    public TaskEvaluation? Train { get; init; }

    /// <summary>Held out of training, from its distribution.</summary>
    public TaskEvaluation? TrainDev { get; init; }

    /// <summary>On what choices were made on.</summary>
    public TaskEvaluation? Dev { get; init; }

    /// <summary>On what was looked at last.</summary>
    public TaskEvaluation? Test { get; init; }

    /// <summary>Over the held-out images of all folds.</summary>
    public TaskEvaluation? CrossValidated { get; init; }

    /// <summary>The metric that is shown first.</summary>
    public string Metric { get; init; } = KindRules.Of(Kind).Metrics[0];

    /// <summary>The parts that were measured, by the name that people read.</summary>
    public IEnumerable<(string Name, TaskEvaluation Evaluation)> Parts =>
        new (string, TaskEvaluation?)[] { ("train", Train), ("train-dev", TrainDev), ("dev", Dev), ("test", Test), ("folds", CrossValidated) }
            .Where(part => part.Item2 is not null)
            .Select(part => (part.Item1, part.Item2!));

    /// <summary>The part that counts most: test, else dev.</summary>
    public TaskEvaluation? Final => Test ?? CrossValidated ?? Dev;

    /// <summary>The part whose details are shown: the one that counts most, else what was learned from.</summary>
    public TaskEvaluation? Detailed => Final ?? Train;

    /// <summary>The metrics that gates may name.</summary>
    public IReadOnlyList<string> Metrics => Metric == KindRules.CostMetricName ? [.. KindRules.Of(Kind).Metrics, Metric] : KindRules.Of(Kind).Metrics;
}
