using TransferKit.Artifacts;
using TransferKit.Pipelines;

namespace TransferKit.Cli.Commands.Predict;

/// <summary>What answers: a model, or a pipeline of several.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly IDisposable _owner;
    private readonly Func<IReadOnlyList<string>, CancellationToken, IEnumerable<FilePrediction>> _predict;

    private LoadedModel(IDisposable owner, IReadOnlyList<ArtifactTask> tasks, Func<IReadOnlyList<string>, CancellationToken, IEnumerable<FilePrediction>> predict) =>
        (_owner, Tasks, _predict) = (owner, tasks, predict);

    /// <summary>What it answers.</summary>
    public IReadOnlyList<ArtifactTask> Tasks { get; }

    /// <summary>Opens a file; what it holds is told by its first bytes.</summary>
    public static LoadedModel Open(string path, PredictorOptions options)
    {
        if (PipelinePredictor.IsPipeline(path))
        {
            var pipeline = PipelinePredictor.Load(path, options);
            return new(pipeline, pipeline.Tasks, pipeline.PredictFiles);
        }

        var model = Predictor.Load(path, options);
        return new(model, model.Tasks, (files, cancellation) => model.PredictFilesAsync(files, cancellation).ToBlockingEnumerable(cancellation));
    }

    /// <summary>Answers for files, in order.</summary>
    public IEnumerable<FilePrediction> Predict(IReadOnlyList<string> files, CancellationToken cancellation) => _predict(files, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _owner.Dispose();
}
