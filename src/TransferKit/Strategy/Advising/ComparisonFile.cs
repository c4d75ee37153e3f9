using System.Text.Json;
using TransferKit.Datasets;
using TransferKit.Runs;

namespace TransferKit.Strategy.Advising;

/// <summary>Reads what <c>compare --json</c> wrote, beside a run of the same data.</summary>
internal static class ComparisonFile
{
    private const long MostBytes = 100_000_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Any comparison.</summary>
    /// <exception cref="InvalidDatasetException">It is missing, not such a document, or of other tasks.</exception>
    public static RecordedComparison Read(string path, RunRecord run)
    {
        var comparison = Read<RecordedComparison>(path, "compare --json");
        RequireTasks(path, run, comparison.Arms);
        return comparison;
    }

    /// <summary>The comparison of a pipeline with one model.</summary>
    /// <inheritdoc cref="Read"/>
    public static RecordedPipeline ReadPipeline(string path, RunRecord run)
    {
        var comparison = Read<RecordedPipeline>(path, "compare --pipeline --json");
        if (comparison.Curve.Count == 0 || comparison.Curve.Any(size => size.Arms.Count == 0))
        {
            throw new InvalidDatasetException($"'{path}' is not what 'transferkit compare --pipeline --json' writes: it has no arms.", path);
        }

        RequireTasks(path, run, comparison.Curve.SelectMany(size => size.Arms));
        return comparison;
    }

    private static T Read<T>(string path, string command)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return stream.Length <= MostBytes && JsonSerializer.Deserialize<T>(stream, Json) is { } comparison ? comparison : throw new JsonException();
        }
        catch (JsonException error)
        {
            throw new InvalidDatasetException($"'{path}' is not what 'transferkit {command}' writes: {error.Message}", path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDatasetException($"The comparison '{path}' cannot be read: {error.Message}", path);
        }
    }

    private static void RequireTasks(string path, RunRecord run, IEnumerable<RecordedArm> arms)
    {
        if (arms.Select(arm => arm.Task).Except(run.Tasks.Select(task => task.Name)).FirstOrDefault() is { } unknown)
        {
            throw new InvalidDatasetException(
                $"The comparison '{path}' is of the task '{unknown}'; the run has: {string.Join(", ", run.Tasks.Select(task => task.Name))}. Give a comparison on the same data.", path);
        }
    }
}
