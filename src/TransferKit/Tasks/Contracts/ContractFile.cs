using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TransferKit.Foundation;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Tasks.Contracts;

/// <summary>A metric contract as a JSON file that people read and keep beside their data.</summary>
internal static class ContractFile
{
    private const int Format = 1;

    private static readonly string[] TermKeys = ["tasks", "limits"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
    };

    /// <summary>Reads a contract.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidContractException">It is not there, is no JSON, has an unknown key, or names a metric that no kind of task has.</exception>
    public static MetricContract Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            using var document = JsonDocument.Parse(bytes, new() { AllowDuplicateProperties = false });
            CheckKeys(document.RootElement);
            var stored = JsonSerializer.Deserialize<Stored>(bytes, Json) ?? throw new FormatException("it is null");
            if (stored.Format != Format)
            {
                throw new FormatException($"'format' is {stored.Format}; this TransferKit reads {Format}");
            }

            CheckMetrics(stored.Tasks);
            return new(new() { Tasks = stored.Tasks, Limits = [.. stored.Limits.Select(limit => Limit.Parse(limit).ToString())] }, stored.History) { File = path };
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or InvalidOptionsException)
        {
            throw new InvalidContractException($"The contract '{path}' cannot be read: {error.Message.TrimEnd('.')}.", path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidContractException($"The contract '{path}' cannot be read: {error.Message} 'contract set {path}' makes one.", path, error);
        }
    }

    /// <summary>Writes a contract, whole or not at all.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static void Write(string path, MetricContract contract) => AtomicFile.WriteAllText(
        path, JsonSerializer.Serialize(new Stored { Format = Format, Tasks = contract.Terms.Tasks, Limits = contract.Terms.Limits, History = contract.History }, Json) + "\n");

    /// <summary>Terms as text, the same for the same terms.</summary>
    public static string Text(ContractTerms terms) => JsonSerializer.Serialize(terms, Json);

    /// <summary>Checks that some kind of task has a metric.</summary>
    /// <exception cref="FormatException">None has.</exception>
    public static void RequireMetric(string task, string metric)
    {
        if (!KindRules.AllMetrics.Contains(metric))
        {
            throw new FormatException(
                $"'{metric}' of task '{task}' is no metric; the metrics are: {string.Join(", ", KindRules.AllMetrics)}.{NearestName.Question(metric, KindRules.AllMetrics)}");
        }
    }

    private static void CheckMetrics(IReadOnlyDictionary<string, TaskTerms> tasks)
    {
        foreach (var (task, terms) in tasks)
        {
            if (terms.Metric is not null)
            {
                RequireMetric(task, terms.Metric);
            }

            if (terms is { Metric: not null, Costs: not null })
            {
                throw new FormatException($"the task '{task}' has both a metric and costs: costs are ranked by themselves");
            }

            terms.Costs?.ToMatrix();
        }
    }

    private static void CheckKeys(JsonElement root)
    {
        Require(root, "the file", ["format", .. TermKeys, "history"]);
        CheckTerms(root);
        foreach (var change in Items(root, "history", JsonValueKind.Object))
        {
            Require(change, "a change of the history", ["date", "reason", "before", "after"]);
            foreach (var terms in ((string[])["before", "after"]).Where(key => change.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null).Select(change.GetProperty))
            {
                Require(terms, "the terms of a change", TermKeys);
                CheckTerms(terms);
            }
        }
    }

    private static void CheckTerms(JsonElement terms)
    {
        Items(terms, "limits", JsonValueKind.String);
        if (terms.TryGetProperty("tasks", out var tasks))
        {
            foreach (var task in Properties(tasks, "'tasks'"))
            {
                Require(task.Value, $"the task '{task.Name}'", ["metric", "costs"]);
                if (task.Value.TryGetProperty("costs", out var costs) && costs.ValueKind != JsonValueKind.Null)
                {
                    Require(costs, $"the costs of '{task.Name}'", ["classes", "rows"]);
                    Items(costs, "classes", JsonValueKind.String);
                    Items(costs, "rows", JsonValueKind.Array);
                }
            }
        }
    }

    private static JsonElement[] Items(JsonElement element, string key, JsonValueKind kind) => !element.TryGetProperty(key, out var list) ? []
        : list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == kind) ? [.. list.EnumerateArray()]
        : throw new FormatException($"'{key}' is no list of {(kind == JsonValueKind.String ? "texts" : kind == JsonValueKind.Array ? "lists" : "objects")}");

    private static JsonProperty[] Properties(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject()] : throw new FormatException($"{what} is no object of names and values");

    private static void Require(JsonElement element, string what, IReadOnlyList<string> allowed)
    {
        if (Properties(element, what).Select(property => property.Name).FirstOrDefault(key => !allowed.Contains(key)) is { } unknown)
        {
            throw new FormatException($"{what} has the key '{unknown}'; allowed: {string.Join(", ", allowed)}.{NearestName.Question(unknown, allowed)}");
        }
    }

    /// <summary>The file's form.</summary>
    private sealed record Stored
    {
        public required int Format { get; init; }

        public IReadOnlyDictionary<string, TaskTerms> Tasks { get; init; } = new Dictionary<string, TaskTerms>();

        public IReadOnlyList<string> Limits { get; init; } = [];

        public IReadOnlyList<ContractChange> History { get; init; } = [];
    }
}
