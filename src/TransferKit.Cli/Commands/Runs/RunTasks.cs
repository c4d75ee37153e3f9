using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Cli.Commands.Runs;

/// <summary>The tasks of a run.</summary>
internal static class RunTasks
{
    /// <summary>Checks that a run has a task.</summary>
    /// <exception cref="InvalidOptionsException">It has not.</exception>
    public static void RequireKnown(RunRecord run, string? task)
    {
        var names = run.Tasks.Select(known => known.Name).ToList();
        if (task is not null && !names.Contains(task))
        {
            throw new InvalidOptionsException($"'--task' is '{task}'; the tasks of the run are: {string.Join(", ", names)}.{NearestName.Question(task, names)}");
        }
    }
}
