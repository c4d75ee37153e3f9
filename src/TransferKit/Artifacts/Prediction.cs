using TransferKit.Tasks;

namespace TransferKit.Artifacts;

/// <summary>What a model says about one image, a task at a time.</summary>
public sealed class Prediction
{
    private readonly IReadOnlyDictionary<string, (ArtifactTask Task, float[] Values)> _answers;

    internal Prediction(IReadOnlyDictionary<string, (ArtifactTask Task, float[] Values)> answers) => _answers = answers;

    /// <summary>The class of the highest score; of equal scores the first class.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task, or it is not one of classification.</exception>
    public ClassScore Top(string task) => Top(task, 1)[0];

    /// <summary>The classes of the highest scores, best first; fewer where the task has fewer classes.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <exception cref="ArgumentException">The model has no such task, or it is not one of classification.</exception>
    public IReadOnlyList<ClassScore> Top(string task, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. Scores(task).OrderByDescending(score => score.Score).Take(count)];
    }

    /// <summary>The best class, or null where its score is below a threshold: the model abstains.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="abstainBelow">The threshold, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The model has no such task, or it is not one of classification.</exception>
    public ClassScore? TopOrAbstain(string task, double abstainBelow)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(abstainBelow, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(abstainBelow, 1);
        var top = Top(task);
        return top.Score < abstainBelow ? null : top;
    }

    /// <summary>All classes with their scores, in the model's order.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task, or it is not one of classification.</exception>
    public IReadOnlyList<ClassScore> Scores(string task)
    {
        var (description, values) = Answer(task, TaskKind.Classification);
        return [.. description.Classes.Zip(values, (label, score) => new ClassScore(label, score))];
    }

    /// <summary>The value in the user's units.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task, or it is not one of regression.</exception>
    public float Value(string task) => Answer(task, TaskKind.Regression).Values[0];

    /// <summary>The task's raw output: probabilities in the order of its classes, or one value.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task.</exception>
    public ReadOnlyMemory<float> Output(string task) => Answer(task, null).Values;

    private (ArtifactTask Task, float[] Values) Answer(string task, TaskKind? kind)
    {
        if (!_answers.TryGetValue(task, out var answer))
        {
            throw new ArgumentException($"The model has no task '{task}'; its tasks: {string.Join(", ", _answers.Keys)}.", nameof(task));
        }

        return kind is null || answer.Task.Kind == kind
            ? answer
            : throw new ArgumentException($"The task '{task}' is one of {answer.Task.Kind}, not of {kind}.", nameof(task));
    }
}
