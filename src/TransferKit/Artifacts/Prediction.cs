using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Artifacts;

/// <summary>What a model says about one image, a task at a time.</summary>
public sealed class Prediction
{
    private readonly IReadOnlyDictionary<string, (ArtifactTask Task, float[] Values)> _answers;

    internal Prediction(IReadOnlyDictionary<string, (ArtifactTask Task, float[] Values)> answers) => _answers = answers;

    /// <summary>The class of the highest score; of equal scores the first class.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task, or its kind has no scores of classes.</exception>
    public ClassScore Top(string task) => Top(task, 1)[0];

    /// <summary>The classes of the highest scores, best first; fewer where the task has fewer classes.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <exception cref="ArgumentException">The model has no such task, or its kind has no scores of classes.</exception>
    public IReadOnlyList<ClassScore> Top(string task, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. Scores(task).OrderByDescending(score => score.Score).Take(count)];
    }

    /// <summary>The best class, or null where its score is below a threshold: the model abstains.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="abstainBelow">The threshold, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The model has no such task, or its kind has no scores of classes.</exception>
    public ClassScore? TopOrAbstain(string task, double abstainBelow)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(abstainBelow, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(abstainBelow, 1);
        var top = Top(task);
        return top.Score < abstainBelow ? null : top;
    }

    /// <summary>The answer: where the model knows what wrong answers cost, the class of the least expected cost (Elkan 2001), with its score; else the
    /// class of the highest score.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task, or it is not one of classes.</exception>
    public ClassScore Decision(string task)
    {
        var (description, values) = Answer(task, TaskKind.Classification);
        return description.CostMatrix is { } costs ? Scores(task)[costs.Decide(values)] : Top(task);
    }

    /// <summary>All classes, labels or levels with their scores, in the model's order.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task, or its kind has no scores of classes.</exception>
    public IReadOnlyList<ClassScore> Scores(string task)
    {
        var (description, values) = Answer(task, TaskKind.Classification, TaskKind.MultiLabel, TaskKind.Ordinal);
        return [.. description.Classes.Zip(values, (label, score) => new ClassScore(label, score))];
    }

    /// <summary>Multi-label: the labels that apply, those whose probability reaches their threshold, in the model's order; may be none.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task, or it is not one of several labels.</exception>
    public IReadOnlyList<ClassScore> Labels(string task)
    {
        var description = Answer(task, TaskKind.MultiLabel).Task;
        return [.. Scores(task).Where((score, label) => score.Score >= description.Threshold(label))];
    }

    /// <summary>Ordinal: the median level, the first whose probability together with those below it is at least one half, with the
    /// probability of this level.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task, or it is not an ordinal one.</exception>
    public ClassScore Level(string task)
    {
        Answer(task, TaskKind.Ordinal);
        var (scores, below) = (Scores(task), 0.0);
        return scores.FirstOrDefault(score => (below += score.Score) >= 0.5, scores[^1]);
    }

    /// <summary>The value in the user's units.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task, or it is not one of regression.</exception>
    public float Value(string task) => Answer(task, TaskKind.Regression).Values[0];

    /// <summary>Where the object is, in shares of the picture's sides; <see cref="Imaging.Box.ToPixels"/> tells it in pixels.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task, or it is not one of a box.</exception>
    public Box Box(string task) => Imaging.Box.Of(Answer(task, TaskKind.Box).Values);

    /// <summary>The task's raw output: probabilities in the order of its classes, one value, or the four sides of a box.</summary>
    /// <param name="task">The task's name.</param>
    /// <exception cref="ArgumentException">The model has no such task.</exception>
    public ReadOnlyMemory<float> Output(string task) => Answer(task).Values;

    private (ArtifactTask Task, float[] Values) Answer(string task, params ReadOnlySpan<TaskKind> kinds)
    {
        if (!_answers.TryGetValue(task, out var answer))
        {
            throw new ArgumentException($"The model has no task '{task}'; its tasks: {string.Join(", ", _answers.Keys)}.", nameof(task));
        }

        return kinds.IsEmpty || kinds.Contains(answer.Task.Kind)
            ? answer
            : throw new ArgumentException($"The task '{task}' is one of {answer.Task.Kind}, not of {kinds[0]}.", nameof(task));
    }
}
