using Microsoft.ML;
using Microsoft.ML.Runtime;
using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;
using TransferKit.MLNet.Pictures;
using TransferKit.MLNet.Scoring;
using TransferKit.MLNet.Training;
using TransferKit.Training;

namespace TransferKit.MLNet;

/// <summary>Fine-tunes a backbone on rows of data, with everything that <see cref="TransferTrainer"/> does, and gives a transformer that scores by the ONNX model.</summary>
public sealed class TransferLearningEstimator : IEstimator<TransferTransformer>
{
    private readonly IHostEnvironment? _environment;
    private readonly TransferOptions _options;
    private readonly string _imageColumn;
    private readonly IReadOnlyList<TaskColumns> _tasks;

    internal TransferLearningEstimator(IHostEnvironment? environment, TransferOptions options, string imageColumn, IReadOnlyList<TaskColumns> tasks)
    {
        options.Check();
        (_environment, _options, _imageColumn, _tasks) = (environment, options, imageColumn, tasks);
    }

    /// <summary>Trains a model. Progress goes to the log of the MLContext.</summary>
    /// <param name="input">The rows to learn from. Bytes of images are written to a temporary folder meanwhile.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range, or a column is not there or of a type that cannot be read.</exception>
    /// <exception cref="InvalidDatasetException">A task has no labelled row to learn from, two rows have one path, or an image cannot be read and that is not allowed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public TransferTransformer Fit(IDataView input) => FitAsync(input).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var (model, tasks) = UntrainedModel.Of(_tasks);
        return Plan(model, new(1, 1, ResizeMode.Stretch, _options.BadImages), tasks, _ => null).ShapeOf(inputSchema);
    }

    private async Task<TransferTransformer> FitAsync(IDataView input)
    {
        var stop = _options.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("transferkit-mlnet-").FullName;
        try
        {
            var backbone = _options.Backbone ?? await Backbone.LoadAsync(BackboneCatalogue.DefaultId, null, stop).ConfigureAwait(false);
            var dataset = await ReadAsync(input, folder, stop).ConfigureAwait(false);
            // The validation rows are the held-out ones; without them all is learned from.
            var split = dataset.Split(_options.Training.Seed, new() { Dev = 0, Test = 0, TrainDev = 0 });
            var run = await TransferTrainer.FineTuneAsync(backbone, split, _options.Training, new ProgressLog(_environment), stop).ConfigureAwait(false);
            foreach (var figures in run.Tasks.Where(task => task.Dev is not null))
            {
                _environment?.Inform($"validation of '{figures.Task.Name}': {figures.Dev}");
            }

            var artifact = run.ToModel();
            var metadata = ArtifactMetadata.Read(artifact);
            var rule = new PictureRule(metadata.Input.Width, metadata.Input.Height, metadata.Input.Resize, _options.BadImages);
            return new(Plan(artifact, rule, metadata.Tasks, task => LabelReader.KeysOf(ImageColumns.Find(input.Schema, task.Column))), input, artifact, run);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<ImageDataset> ReadAsync(IDataView input, string folder, CancellationToken cancellationToken)
    {
        using (var table = new DataViewTable(folder, _imageColumn, [.. _tasks.Select(task => task.Task)]))
        {
            table.Add(input, SplitName.Train, null, cancellationToken);
            if (_options.ValidationSet is { } validation)
            {
                table.Add(validation, SplitName.Dev, null, cancellationToken);
            }
        }

        var dataset = await ImageDataset.FromCsvAsync(
            DataViewTable.PathOf(folder), [.. _tasks.Select(task => task.Task)], DataViewTable.PathColumn,
            new() { Threads = _options.Training.Threads, MaxBad = _options.BadImages == BadImages.Fail ? 0 : 1 }, null, cancellationToken).ConfigureAwait(false);
        if (dataset.Quarantined is [var first, ..] all)
        {
            _environment?.Warn($"{all.Count} images could not be read and are not learned from; the first is '{first.Path}': {first.Reason}");
        }

        return dataset;
    }

    private ScoringPlan Plan(OnnxModel model, PictureRule rule, IReadOnlyList<ArtifactTask> tasks, Func<ArtifactTask, IReadOnlyList<string>?> keysOf)
    {
        var graph = new PictureGraph(model, rule);
        var columns = tasks.Select((task, number) => TaskOutputs.Add(graph, task, _tasks[number], keysOf(task), number)).ToList();
        return new()
        {
            Graph = graph.Build(),
            Rule = rule,
            ImageColumn = _imageColumn,
            ErrorColumn = _options.ErrorColumnName,
            OutputColumns = [.. columns.SelectMany(column => column)],
            Threads = _options.Threads,
            Environment = _environment,
        };
    }
}
