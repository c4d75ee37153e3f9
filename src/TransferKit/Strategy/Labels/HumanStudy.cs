using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Labels;

/// <summary>
/// How well people do at a task, from what they said of some images of a run. The best that people can do stands in for the least error that is possible
/// (Ng, "Machine Learning Yearning", chapters 19 and 32): the majority where three or more labelled the same images, else the best of them.
/// </summary>
public sealed record HumanStudy
{
    private HumanStudy()
    {
    }

    /// <summary>The run.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>The task.</summary>
    public required RunTask Task { get; init; }

    /// <summary>Each person, the one of the smallest error first.</summary>
    public required IReadOnlyList<LabellerScore> Labellers { get; init; }

    /// <summary>The error of a typical one: that of all answers together, with images as groups; null where it is not defined.</summary>
    public required Interval? Mean { get; init; }

    /// <summary>The error of the majority, on images that three or more labelled; null where there are none.</summary>
    public required Interval? Majority { get; init; }

    /// <summary>On how many of those images there was no majority, or it could not tell: these count as errors.</summary>
    public required int Undecided { get; init; }

    /// <summary>How much they agree, two by two.</summary>
    public required IReadOnlyList<LabellerAgreement> Agreement { get; init; }

    /// <summary>What stands in for the least error possible, and whose level it is.</summary>
    public required HumanLevel Level { get; init; }

    /// <summary>Reads what people said.</summary>
    /// <param name="files">Tables that the labelling page saved, of one person or several.</param>
    /// <param name="run">The run.</param>
    /// <param name="task">The task; null for the first.</param>
    /// <exception cref="InvalidDatasetException">A file cannot be read, or a row is no answer to an image of this run; the message names file, line, column
    /// and value. Or no error can be told from so few answers.</exception>
    /// <exception cref="KeyNotFoundException">The run has no such task.</exception>
    public static HumanStudy Read(IReadOnlyList<string> files, RunRecord run, string? task = null)
    {
        var of = task is null ? run.Tasks[0] : run[task];
        RequireAnswers(of);
        var known = new HashSet<(string, int)>();
        return new HumanScorer(run, of).Of([.. files.SelectMany(file => LabellerFile.Read(file, run, of, known))], files[0]);
    }

    /// <summary>The run with this level in place of what it knew of the task before.</summary>
    public RunRecord Recorded() => Run with { Human = [.. Run.Human.Where(level => level.Task != Task.Name), Level] };

    /// <summary>Checks that people can be asked.</summary>
    /// <exception cref="InvalidOptionsException">The task is one of a box, which nothing here draws.</exception>
    internal static void RequireAnswers(RunTask task)
    {
        if (task.Kind == TaskKind.Box)
        {
            throw new InvalidOptionsException(
                $"The task '{task.Name}' is one of a box, and the page has nothing to draw one with: name another task, or say with --human {task.Name}=ERROR:N how well people do.");
        }
    }

    /// <summary>What the scorer found.</summary>
    internal static HumanStudy Of(
        RunRecord run, RunTask task, IReadOnlyList<LabellerScore> labellers, Interval? mean, (Interval? Error, int Undecided) majority,
        IReadOnlyList<LabellerAgreement> agreement, HumanLevel level) => new()
        {
            Run = run,
            Task = task,
            Labellers = labellers,
            Mean = mean,
            Majority = majority.Error,
            Undecided = majority.Undecided,
            Agreement = agreement,
            Level = level,
        };
}
