using System.Text.Json;

namespace TransferKit.Runs;

/// <summary>A line of the index of runs: enough to tell runs apart; the record is in the folder.</summary>
/// <param name="Id">Names the run.</param>
/// <param name="Finished">When it ended.</param>
/// <param name="Folder">Where its record is.</param>
/// <param name="Data">The folder or table of the data.</param>
/// <param name="Backbone">The backbone.</param>
/// <param name="Retrain">How much of it was trained.</param>
/// <param name="Figure">The first task's main figure on what counts most.</param>
/// <param name="Seconds">How long it took in all.</param>
public sealed record RunEntry(
    string Id, DateTimeOffset Finished, string Folder, string Data, string Backbone, string Retrain, RunFigure? Figure, double Seconds)
{
    /// <summary>How many limits of its contract were met, such as <c>2 of 3 met</c>.</summary>
    /// <value>Default null: it has none.</value>
    public string? Limits { get; init; }
}

/// <summary>Every run that was recorded, in a file of JSON lines that several processes may append to.</summary>
public sealed class RunIndex
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly LedgerFile<RunEntry> _file;

    /// <summary>Opens a folder's index; nothing is read or written yet.</summary>
    /// <param name="folder">The folder that holds the index; the first run creates it.</param>
    public RunIndex(string folder)
    {
        Path = System.IO.Path.Combine(folder, "runs.jsonl");
        _file = new(Path, "index of runs", Parse, "deleting the file forgets where runs are, not the runs", TimeSpan.FromSeconds(10));
    }

    /// <summary>The index's file.</summary>
    public string Path { get; }

    /// <summary>The runs, the last to end last; a run that was resumed or made anew in its folder counts once.</summary>
    /// <exception cref="Foundation.DamagedFileException">The index was cut short or changed.</exception>
    /// <exception cref="Foundation.StorageException">It cannot be opened.</exception>
    public IReadOnlyList<RunEntry> List() =>
        [.. _file.Read().Reverse().DistinctBy(entry => entry.Id).DistinctBy(entry => entry.Folder).Reverse()];

    /// <summary>Adds a run; it is on disk when this returns.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">Where its record was saved.</param>
    /// <exception cref="Foundation.DamagedFileException">The index was cut short or changed; nothing is added.</exception>
    /// <exception cref="Foundation.StorageException">It cannot be written; nothing is added.</exception>
    public void Add(RunRecord run, string folder) =>
        _file.Append(_ => JsonSerializer.Serialize(
            new RunEntry(
                run.Id, run.Finished, System.IO.Path.GetFullPath(folder), run.Data, run.Backbone, run.Recipe.GetValueOrDefault("retrain", "head"), run.MainFigure,
                run.Seconds.GetValueOrDefault("total"))
            {
                Limits = RunContract.Summary(run.Contract),
            },
            Json));

    /// <summary>Finds a run by its folder, its model file, or the start of its name.</summary>
    /// <param name="text">Such as <c>flowers.run</c>, <c>flowers.onnx</c> or <c>3f2a</c>.</param>
    /// <exception cref="RunNotFoundException">There is none, or several begin so.</exception>
    /// <exception cref="Foundation.DamagedFileException">The record is damaged.</exception>
    public RunRecord Find(string text)
    {
        if (Directory.Exists(text))
        {
            return RunRecord.Load(text);
        }

        if (text.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            var beside = text[..^".onnx".Length] + ".run";
            return Directory.Exists(beside) ? RunRecord.Load(beside)
                : throw new RunNotFoundException($"The record of '{text}' is not in '{beside}'; name the run's folder (--workdir of its training).", text);
        }

        return List().Where(entry => entry.Id.StartsWith(text, StringComparison.OrdinalIgnoreCase)).ToArray() switch
        {
            [var only] => RunRecord.Load(only.Folder),
            [] => throw new RunNotFoundException($"There is no folder '{text}' and no run whose name begins so: 'transferkit runs list' shows the runs.", text),
            var several => throw new RunNotFoundException(
                $"{several.Length} runs have names that begin with '{text}': {string.Join(", ", several.Select(entry => entry.Id))}.", text),
        };
    }

    private static RunEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEntry>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
