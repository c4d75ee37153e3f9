using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Evaluate;

/// <summary>The labels of a data set in a model's own numbering of classes.</summary>
internal sealed class TaskLabels
{
    private readonly int _task;
    private readonly TaskKind _kind;
    private readonly int[] _classOf;

    private TaskLabels(int task, TaskKind kind, int[] classOf) => (_task, _kind, _classOf) = (task, kind, classOf);

    /// <summary>Finds a model's task in the data.</summary>
    /// <exception cref="InvalidDatasetException">The data lack it, or have a class that the model does not know.</exception>
    public static TaskLabels Of(ImageDataset dataset, ArtifactTask task)
    {
        var index = dataset.Tasks.Select((candidate, position) => (candidate, position))
            .Where(pair => pair.candidate.Name == task.Name && pair.candidate.Kind == task.Kind)
            .Select(pair => (int?)pair.position)
            .FirstOrDefault() ?? throw new InvalidDatasetException(
                $"The model's task '{task.Name}' is not in '{dataset.Root}', which has: "
                + $"{string.Join(", ", dataset.Tasks.Select(found => found.Name))}. Give a CSV file with the column '{task.Column}'.",
                dataset.Root);
        var known = task.Classes.Select((name, position) => (name, position)).ToDictionary(pair => pair.name, pair => pair.position);
        return new(index, task.Kind, [.. dataset.ClassesOf(dataset.Tasks[index]).Select(name => known.TryGetValue(name, out var position)
            ? position
            : throw new InvalidDatasetException(
                $"The data have the class '{name}', which the model's task '{task.Name}' does not know; "
                + $"it knows: {string.Join(", ", task.Classes)}. Leave those images out, or train on them.",
                dataset.Root))]);
    }

    /// <summary>An image's label in the numbering of the model; null where it is missing.</summary>
    public double? Of(ImageSample sample) => (_kind, sample.Labels[_task]) switch
    {
        (_, null) => null,
        (TaskKind.Regression or TaskKind.Box, { } number) => number,
        (TaskKind.MultiLabel, { } labels) => LabelSet.Of(LabelSet.Labels(labels).Select(label => _classOf[label])),
        (_, { } label) => _classOf[(int)label],
    };
}
