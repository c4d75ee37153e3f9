using TransferKit.Artifacts;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Pipelines.Steps;

namespace TransferKit.Pipelines;

/// <summary>Runs a saved pipeline. Thread-safe.</summary>
public sealed class PipelinePredictor : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Dictionary<int, Predictor> _models = [];

    private PipelinePredictor(Pipeline pipeline, DirectoryInfo folder) => (Pipeline, _folder) = (pipeline, folder);

    /// <summary>The steps.</summary>
    public Pipeline Pipeline { get; }

    /// <summary>What the trained steps answer, in order.</summary>
    public IReadOnlyList<ArtifactTask> Tasks => [.. _models.OrderBy(model => model.Key).Select(model => model.Value.Tasks[0])];

    /// <summary>Whether a file begins as a saved pipeline does.</summary>
    /// <param name="path">The file.</param>
    public static bool IsPipeline(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = File.OpenRead(path);
        var start = new byte[2];
        return file.Read(start) == start.Length && start is [(byte)'P', (byte)'K'];
    }

    /// <summary>Loads a file that <see cref="TrainedPipeline.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How models are run, or null for the defaults.</param>
    /// <exception cref="DamagedFileException">It is no such file, or damaged.</exception>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static PipelinePredictor Load(string path, PredictorOptions? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("transferkit-pipeline-");
        PipelinePredictor? predictor = null;
        try
        {
            predictor = new(PipelineBundle.Read(path, folder.FullName), folder);
            foreach (var (place, _) in predictor.Pipeline.Steps.Index().Where(step => step.Item is ModelStep))
            {
                predictor._models.Add(place, Predictor.Load(Path.Combine(folder.FullName, FormattableString.Invariant($"{place + 1}.onnx")), options));
            }

            return predictor;
        }
        catch
        {
            predictor?.Dispose();
            folder.Refresh();
            if (folder.Exists)
            {
                folder.Delete(recursive: true);
            }

            throw;
        }
    }

    /// <summary>Answers for a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidImageException">It cannot be decoded.</exception>
    /// <exception cref="PipelineStepException">A step had no answer for it.</exception>
    public PipelinePrediction Predict(string path) => Predict(ImageFile.Read(path, ImageLimits.Default));

    /// <summary>Answers for files, in order, one at a time.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    public IEnumerable<FilePrediction> PredictFiles(IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FilePrediction result;
            try
            {
                result = new(path, Predict(path).Trained, null);
            }
            catch (TransferKitException error)
            {
                result = new(path, null, error);
            }

            yield return result;
        }
    }

    /// <summary>Answers for a picture.</summary>
    /// <param name="image">The picture, upright, at its own resolution.</param>
    /// <exception cref="PipelineStepException">A step had no answer for it.</exception>
    public PipelinePrediction Predict(RgbImage image) => Predict(ImageEncoder.ToPng(image));

    /// <summary>Answers for a file that is in memory. Pictures that steps make are seen as files too, as they were while steps were trained: a decoder may shrink
    /// while it reads, which gives other pixels than shrinking later.</summary>
    private PipelinePrediction Predict(ReadOnlyMemory<byte> file)
    {
        var values = new Dictionary<string, StepValue> { [PipelineStep.Source] = StepValue.Of(ImageDecoder.Decode(file)) };
        foreach (var (place, step) in Pipeline.Steps.Index())
        {
            StepValue[] inputs = [.. step.Inputs.Select(input => values[input])];
            try
            {
                values.Add(step.Name, step is ModelStep model
                    ? StepValue.Of(step.Output, _models[place].Predict(model.Inputs[0] == PipelineStep.Source ? file : ImageEncoder.ToPng(inputs[0].Image)).Output(model.Task.Name).ToArray())
                    : step.Apply(inputs));
            }
            catch (NoAnswerException error)
            {
                throw new PipelineStepException(step.Name, $"has no answer for this picture: {error.Message}", error);
            }
        }

        return new(Pipeline, values, new(_models.ToDictionary(
            model => model.Value.Tasks[0].Name, model => (model.Value.Tasks[0], values[Pipeline.Steps[model.Key].Name].Numbers))));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in _models.Values)
        {
            model.Dispose();
        }

        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }
}

/// <summary>What the steps of a pipeline said of a picture.</summary>
public sealed class PipelinePrediction
{
    private readonly Pipeline _pipeline;
    private readonly IReadOnlyDictionary<string, StepValue> _values;

    internal PipelinePrediction(Pipeline pipeline, IReadOnlyDictionary<string, StepValue> values, Prediction trained) => (_pipeline, _values, Trained) = (pipeline, values, trained);

    /// <summary>What the trained steps said, by their tasks. A box is in shares of the picture that its step was given.</summary>
    public Prediction Trained { get; }

    /// <summary>The answer: what the last step gave.</summary>
    public StepValue Answer => _values[_pipeline.Steps[^1].Name];

    /// <summary>What a step gave.</summary>
    /// <param name="step">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such step.</exception>
    public StepValue this[string step] => _values[step];

    /// <summary>The likeliest class of the answer, with its probability.</summary>
    /// <exception cref="ArgumentException">The answer is no class, or the last step was not trained.</exception>
    public ClassScore Top() => Trained.Top(_pipeline.Answer.Name);
}
