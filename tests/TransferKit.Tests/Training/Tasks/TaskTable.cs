using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Datasets;
using TransferKit.Tasks;

namespace TransferKit.Tests.Training.Tasks;

/// <summary>Pictures that are mostly blue, green or red, with a task of each kind that follows from the colour.</summary>
internal static class TaskTable
{
    public static readonly LearningTask Kind = LearningTask.Classification("kind");
    public static readonly LearningTask Tags = LearningTask.MultiLabel("tags");
    public static readonly LearningTask Grade = LearningTask.Ordinal("grade");
    public static readonly LearningTask Size = LearningTask.Regression("size");

    private static readonly string[] TagsOf = ["cold", "cold;plant", ";"];

    /// <summary>Writes pictures and a table.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="isMissing">Whether a picture, by its number from 0, lacks the label of a task, by its name.</param>
    /// <param name="tasks">The tasks to read.</param>
    /// <param name="unlabelled">How many pictures more there are that have no label at all, among the others.</param>
    public static ImageDataset Write(string folder, Func<int, string, bool> isMissing, IReadOnlyList<LearningTask> tasks, int unlabelled = 0)
    {
        TinyPhotos.Write(Path.Combine(folder, "photos"), perClass: 14);
        var lines = new List<string> { "path,kind,tags,grade,size,split" };
        for (var i = 0; i < 14 * 3; i++)
        {
            var (colour, number) = (i % 3, i / 3);
            string Cell(string task, string label) => isMissing(i, task) ? "" : label;
            lines.Add(FormattableString.Invariant($"photos/{TinyPhotos.Classes[colour]}/{number:00}.bmp,{Cell("kind", TinyPhotos.Classes[colour])},{Cell("tags", TagsOf[colour])},{Cell("grade", $"{colour + 1}")},{Cell("size", $"{10 * colour}")},{(number < 8 ? "train" : number < 11 ? "dev" : "test")}"));
            if (i < unlabelled)
            {
                var path = Path.Combine(folder, $"more-{i}.bmp");
                File.WriteAllBytes(path, TinyPhotos.Picture(colour, 1000 + i));
                lines.Add($"{Path.GetFileName(path)},,,,,{(i % 2 == 0 ? "" : "train")}");
            }
        }

        var table = Path.Combine(folder, $"table-{unlabelled}-{string.Join('-', tasks.Select(task => task.Name))}.csv");
        File.WriteAllLines(table, lines);
        return ImageDataset.FromCsv(table, tasks: tasks);
    }
}
