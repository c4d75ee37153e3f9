using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using TransferKit.Foundation;
using TransferKit.Pipelines.Steps;
using TransferKit.Tasks;

namespace TransferKit.Pipelines;

/// <summary>A pipeline in a file: a ZIP archive of <c>manifest.json</c> and <c>steps/NAME.onnx</c>.</summary>
internal static class PipelineBundle
{
    private const string Format = "transferkit-pipeline-1";
    private const string Manifest = "manifest.json";
    private const int MostManifestBytes = 1_000_000;
    private const long MostModelBytes = 4L << 30;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The file of a step's model inside the archive.</summary>
    public static string ModelOf(int place) => FormattableString.Invariant($"steps/{place + 1}.onnx");

    /// <summary>Writes a pipeline.</summary>
    public static void Write(string path, TrainedPipeline trained)
    {
        SavedStep[] steps = [.. trained.Pipeline.Steps.Select(SavedStep.Of)];
        AtomicFile.Write(path, stream =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            using (var manifest = archive.CreateEntry(Manifest).Open())
            {
                JsonSerializer.Serialize(manifest, new SavedPipeline(Format, steps), Json);
            }

            foreach (var (place, step) in trained.Pipeline.Steps.Index().Where(step => step.Item is ModelStep))
            {
                // Weights do not compress.
                using var model = archive.CreateEntry(ModelOf(place), CompressionLevel.NoCompression).Open();
                model.Write(trained.Runs[step.Name].ToModel().ToBytes());
            }
        });
    }

    /// <summary>Reads a pipeline, and writes its models into a folder.</summary>
    /// <exception cref="DamagedFileException">It is no such archive, or damaged.</exception>
    public static Pipeline Read(string path, string folder)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var entry = archive.GetEntry(Manifest) ?? throw new InvalidDataException($"it has no {Manifest}");
            using var manifest = new MemoryStream(Bytes(entry, MostManifestBytes));
            var saved = JsonSerializer.Deserialize<SavedPipeline>(manifest, Json);
            if (saved?.Format != Format)
            {
                throw new InvalidDataException($"its format is '{saved?.Format}', not '{Format}'");
            }

            var pipeline = new Pipeline([.. saved.Steps.Select(step => step.ToStep())]);
            foreach (var (place, _) in pipeline.Steps.Index().Where(step => step.Item is ModelStep))
            {
                var model = archive.GetEntry(ModelOf(place)) ?? throw new InvalidDataException($"it has no {ModelOf(place)}");
                using var file = File.Create(Path.Combine(folder, FormattableString.Invariant($"{place + 1}.onnx")));
                Copy(model, file, MostModelBytes);
            }

            return pipeline;
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or InvalidOptionsException)
        {
            throw new DamagedFileException($"'{path}' is no saved pipeline, or damaged: {error.Message}", path, error);
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry, long most)
    {
        using var bytes = new MemoryStream();
        Copy(entry, bytes, most);
        return bytes.ToArray();
    }

    /// <summary>What an archive says of sizes need not be true.</summary>
    private static void Copy(ZipArchiveEntry entry, Stream target, long most)
    {
        using var stream = entry.Open();
        var buffer = new byte[1 << 16];
        long total = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if ((total += read) > most)
            {
                throw new InvalidDataException($"{entry.FullName} has more than {most:N0} bytes");
            }

            target.Write(buffer, 0, read);
        }
    }

    private sealed record SavedPipeline(string Format, IReadOnlyList<SavedStep> Steps);
}

/// <summary>A step as a file holds it.</summary>
internal sealed record SavedStep(string Name, string Kind, IReadOnlyList<string> Inputs, SavedTask? Truth, double? Margin)
{
    /// <summary>Of a step.</summary>
    /// <exception cref="InvalidOptionsException">It is a function of the program's own.</exception>
    public static SavedStep Of(PipelineStep step) => new(
        step.Name,
        step switch
        {
            ModelStep => "model",
            CropStep => "crop",
            LargestObjectStep => "largest-object",
            UprightStep => "upright",
            EnhanceStep => "enhance",
            _ => throw new InvalidOptionsException($"The step '{step.Name}' is a function of the program's own, which no file can hold: run the pipeline in the program that has it."),
        },
        step.Inputs, step.Truth is { } task ? new(task.Name, task.Kind, task.Column, task.LogScale) : null, (step as CropStep)?.Margin);

    /// <summary>The step.</summary>
    /// <exception cref="InvalidDataException">There is no such kind.</exception>
    public PipelineStep ToStep() => (Kind, Inputs, Truth) switch
    {
        ("model", [var input], { } task) => new ModelStep(Name, task.ToTask(), input),
        ("crop", [var image, var box], _) => new CropStep(Name, box, image) { Margin = Margin ?? 0 },
        ("largest-object", [var image], _) => new LargestObjectStep(Name, image) { Truth = Truth?.ToTask() },
        ("upright", [var image, var angle], _) => new UprightStep(Name, angle, image),
        ("enhance", [var image], _) => new EnhanceStep(Name, image),
        _ => throw new InvalidDataException($"the step '{Name}' is of the kind '{Kind}' with {Inputs.Count} inputs"),
    };
}

/// <summary>A task as a file holds it.</summary>
internal sealed record SavedTask(string Name, TaskKind Kind, string Column, bool LogScale)
{
    /// <summary>The task.</summary>
    public LearningTask ToTask() => new(Name, Kind, Column) { LogScale = LogScale };
}
