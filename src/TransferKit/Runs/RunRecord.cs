using System.Text.Json.Serialization;

namespace TransferKit.Runs;

/// <summary>What a finished training leaves behind: how it was made, what was measured, and what the model said of every image.</summary>
public sealed record RunRecord
{
    /// <summary>Names the run.</summary>
    public required string Id { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>The model file, absolute; null where none was saved.</summary>
    /// <value>Default null.</value>
    public string? Model { get; init; }

    /// <summary>The folder or table of the data, absolute.</summary>
    public required string Data { get; init; }

    /// <summary>The words of the command line that made it; empty for a run of the library.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The folder that the command line was given in, which its paths are relative to; null for a run of the library.</summary>
    /// <value>Default null.</value>
    public string? WorkingFolder { get; init; }

    /// <summary>The backbone's name, or its file.</summary>
    public required string Backbone { get; init; }

    /// <summary>The digest of the backbone's bytes, in hexadecimal.</summary>
    public required string BackboneDigest { get; init; }

    /// <summary>Everything that decides the weights, by name.</summary>
    public required IReadOnlyDictionary<string, string> Recipe { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The threads.</summary>
    public required int Threads { get; init; }

    /// <summary>The folds of cross-validation; 0 for none.</summary>
    public required int Folds { get; init; }

    /// <summary>Names what was held out.</summary>
    public required string SplitDigest { get; init; }

    /// <summary>Names the images, labels and split.</summary>
    public required string DataDigest { get; init; }

    /// <summary>How often dev and test had been looked at.</summary>
    public required LookCounts Looks { get; init; }

    /// <summary>Durations in seconds, by phase.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    /// <summary>The most memory that the process had taken by the end of the run, in bytes.</summary>
    public required long PeakBytes { get; init; }

    /// <summary>How many values were trained.</summary>
    public required long Parameters { get; init; }

    /// <summary>The versions that may move bits, by component.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>What the user should know, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>How well people do, by task; several for several labellers.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<HumanLevel> Human { get; init; } = [];

    /// <summary>The tasks.</summary>
    public required IReadOnlyList<RunTask> Tasks { get; init; }

    /// <summary>What was measured.</summary>
    public required IReadOnlyList<RunFigure> Figures { get; init; }

    /// <summary>The images, in the order of the data.</summary>
    public required IReadOnlyList<RunImage> Images { get; init; }

    /// <summary>Images that could not be used, with the reason.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Quarantined { get; init; } = new Dictionary<string, string>();

    /// <summary>What counted, and what came of its limits; null for a run without a contract.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal RunContract? Contract { get; init; }

    /// <summary>Where it was read from; null for one that was not.</summary>
    [JsonIgnore]
    public string? Folder { get; init; }

    /// <summary>The task of a name.</summary>
    /// <param name="task">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such task.</exception>
    public RunTask this[string task] => Tasks.FirstOrDefault(candidate => candidate.Name == task)
        ?? throw new KeyNotFoundException($"The run has no task '{task}'; it has: {string.Join(", ", Tasks.Select(candidate => candidate.Name))}.");

    /// <summary>A figure, or null where it was not measured.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="part"><c>train</c>, <c>train-dev</c>, <c>dev</c>, <c>test</c> or <c>cv</c>.</param>
    /// <param name="metric">The metric's name.</param>
    public RunFigure? Figure(string task, string part, string metric) =>
        Figures.FirstOrDefault(figure => (figure.Task, figure.Part, figure.Metric) == (task, part, metric));

    /// <summary>The first task's main figure on what counts most: test, else the folds, else dev.</summary>
    [JsonIgnore]
    public RunFigure? MainFigure => new[] { "test", "cv", "dev", "train" }
        .Select(part => Figure(Tasks[0].Name, part, Tasks[0].Metric)).FirstOrDefault(figure => figure is not null);

    /// <summary>Writes the record into a folder, beside what else the run keeps there.</summary>
    /// <param name="folder">The folder; it is created.</param>
    /// <exception cref="Foundation.StorageException">It cannot be written.</exception>
    public void Save(string folder) => RunFolder.Write(folder, this);

    /// <summary>Reads a record.</summary>
    /// <param name="folder">A folder that <see cref="Save"/> wrote.</param>
    /// <exception cref="Foundation.DamagedFileException">The record is damaged.</exception>
    /// <exception cref="RunNotFoundException">The folder holds no record.</exception>
    public static RunRecord Load(string folder) => RunFolder.Read(folder);
}
