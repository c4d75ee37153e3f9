using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>What is learned, for people.</summary>
internal static class TasksText
{
    private const int MostClassesNamed = 12;

    /// <summary>Such as <c>'label': 2 classes (cat, dog)</c>.</summary>
    public static string Describe(TaskFigures task) => task.Kind is TaskKind.Regression or TaskKind.Box
        ? $"'{task.Name}': a {(task.Kind == TaskKind.Box ? "box" : "number")}"
        : $"'{task.Name}': {task.Classes.Count} {Noun(task.Kind)} ({string.Join(", ", task.Classes.Take(MostClassesNamed))}"
            + (task.Classes.Count > MostClassesNamed ? ", ...)" : ")");

    private static string Noun(TaskKind kind) => kind switch
    {
        TaskKind.MultiLabel => "labels, any of them",
        TaskKind.Ordinal => "levels",
        _ => "classes",
    };
}
