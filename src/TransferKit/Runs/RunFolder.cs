using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Runs;

/// <summary>A run's record on disk: its facts as <c>record.json</c>, the answers as <c>answers.safetensors</c>.</summary>
internal static class RunFolder
{
    /// <summary>The file of the facts.</summary>
    public const string RecordFile = "record.json";

    private const string AnswersFile = "answers.safetensors";
    private const string RecordKey = "record";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = false,
    };

    /// <summary>Writes a record; the facts go last, so that they never speak of answers that are not there.</summary>
    public static void Write(string folder, RunRecord run)
    {
        var tensors = run.Tasks.SelectMany(task => new[]
        {
            Tensor(run, task.Name + ".model", task.Answers.Model), Tensor(run, task.Name + ".folds", task.Answers.Folds),
            Tensor(run, task.Name + ".fold-thresholds", task.Answers.FoldThresholds),
        });
        SafeTensorsFile.Write(Path.Combine(folder, AnswersFile), [.. tensors], new Dictionary<string, string> { [RecordKey] = run.Id });
        AtomicFile.WriteAllText(Path.Combine(folder, RecordFile), JsonSerializer.Serialize(run, Json));
    }

    /// <summary>Reads a record.</summary>
    public static RunRecord Read(string folder)
    {
        var file = Path.Combine(folder, RecordFile);
        if (!File.Exists(file))
        {
            throw new RunNotFoundException($"'{folder}' holds no finished run: there is no '{RecordFile}' in it. Train to the end, or name another folder.", folder);
        }

        var run = ReadFacts(file);
        var (tensors, metadata) = SafeTensorsFile.Read(Path.Combine(folder, AnswersFile));
        if (metadata.GetValueOrDefault(RecordKey) != run.Id)
        {
            throw Damaged(file, $"its answers are those of another run, '{metadata.GetValueOrDefault(RecordKey)}'", null);
        }

        if (run.Tasks.FirstOrDefault(task => task.Rules.Find(task.Metric) is null || (task.Metric == KindRules.CostMetricName) == (task.Costs is null)) is { } unknown)
        {
            throw Damaged(file, $"its task '{unknown.Name}' has the metric '{unknown.Metric}', which tasks of its kind do not have, or not without costs", null);
        }

        if (run.Tasks.FirstOrDefault(task => task.Costs is not null && !CostMatrix.Fits(task.Costs, task.Classes.Count)) is { } costly)
        {
            throw Damaged(file, $"the costs of its task '{costly.Name}' do not fit its {costly.Classes.Count} classes", null);
        }

        float[] Values(string name, int width)
        {
            var values = tensors.GetValueOrDefault(name)?.Values.ToArray() ?? throw Damaged(file, $"its answers lack '{name}'", null);
            return values.Length == 0 || values.Length == run.Images.Count * width ? values
                : throw Damaged(file, $"'{name}' has {values.Length} answers for {run.Images.Count} images", null);
        }

        return run with
        {
            Folder = Path.GetFullPath(folder),
            Tasks =
            [
                .. run.Tasks.Select(task => task with
                {
                    Answers = new(Values(task.Name + ".model", task.Outputs), Values(task.Name + ".folds", task.Outputs), Values(task.Name + ".fold-thresholds", task.Classes.Count)),
                }),
            ],
        };
    }

    private static RunRecord ReadFacts(string file)
    {
        try
        {
            var run = JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(file), Json) ?? throw new JsonException("it is null");
            return run.Images.All(image => image is not null && image.Labels.Count == run.Tasks.Count) && run.Tasks.All(task => task is not null)
                ? run
                : throw new JsonException("an image lacks labels of a task");
        }
        catch (JsonException error)
        {
            throw Damaged(file, error.Message.TrimEnd('.'), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The record '{file}' cannot be read: {error.Message}", file, error);
        }
    }

    private static DamagedFileException Damaged(string file, string fault, Exception? error) =>
        new($"The record '{file}' is damaged: {fault}. Train again to make a new one.", file, error);

    private static NamedTensor Tensor(RunRecord run, string name, float[] values) =>
        new(name, values.Length == 0 ? [0] : [run.Images.Count, values.Length / run.Images.Count], values);
}
