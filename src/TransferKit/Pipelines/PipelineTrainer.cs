using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Pipelines.Comparing;
using TransferKit.Pipelines.Steps;
using TransferKit.Training;

namespace TransferKit.Pipelines;

/// <summary>Trains the steps of a pipeline.</summary>
public static class PipelineTrainer
{
    /// <summary>
    /// Trains every step on its own labels. Later steps learn from what earlier ones say of images that they did not see, by folds inside the training part, so that they
    /// see the errors that they will meet.
    /// </summary>
    /// <param name="backbone">The backbone of every step.</param>
    /// <param name="pipeline">The steps.</param>
    /// <param name="split">The data with the tasks of the pipeline, and their parts.</param>
    /// <param name="options">How every step is trained; its folds are those inside the training part, 3 where there are none.</param>
    /// <param name="progress">Takes the reports of every step's training.</param>
    /// <param name="cancellationToken">Stops the work; features stay in the cache.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range, or the data lack a task.</exception>
    /// <exception cref="InvalidDatasetException">A step has no labelled picture to learn from.</exception>
    /// <exception cref="InvalidImageException">An image cannot be decoded any more.</exception>
    /// <exception cref="PipelineStepException">A step broke on a picture.</exception>
    public static async Task<TrainedPipeline> TrainAsync(
        Backbone backbone, Pipeline pipeline, DatasetSplit split, FineTuneOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        using var pictures = new StepPictures(null);
        var flow = new TrainingFlow(pipeline, split, pictures);
        var runs = new Dictionary<string, TransferRun>();
        foreach (var (place, step) in pipeline.Steps.Index())
        {
            if (step is not ModelStep model)
            {
                continue;
            }

            var (parts, rows) = flow.For(place, model);
            var own = options with { Folds = Math.Max(options.Folds, pipeline.IsLearnedFrom(place) ? 3 : 0), AllowLeaks = true, WorkFolder = null, Resume = false };
            var run = await TransferTrainer.FineTuneAsync(backbone, parts, own, progress, cancellationToken).ConfigureAwait(false);
            flow.Take(place, rows, run.Tasks[0]);
            runs.Add(step.Name, run);
        }

        return new(pipeline, runs);
    }
}

/// <summary>What flows through a pipeline while its steps are trained.</summary>
internal sealed class TrainingFlow(Pipeline pipeline, DatasetSplit split, StepPictures pictures)
{
    private readonly Dictionary<(int Step, int Row), StepOutput> _values = [];

    /// <summary>The pictures that a step sees, in the parts of the split, and the row of each.</summary>
    /// <exception cref="InvalidDatasetException">There is none with a label to learn from.</exception>
    public (DatasetSplit Split, int[] Rows) For(int place, ModelStep step)
    {
        var dataset = split.Dataset;
        var task = dataset.Tasks.ToList().IndexOf(step.Task);
        if (task < 0)
        {
            throw new InvalidOptionsException($"The step '{step.Name}' learns '{step.Task.Name}', which the data were not read with.");
        }

        var (samples, rows, parts) = (new List<ImageSample>(), new List<int>(), new List<SplitName?>());
        foreach (var part in Enum.GetValues<SplitName>())
        {
            foreach (var row in split[part])
            {
                if (Value(pipeline.PlaceOf(step.Inputs[0]), row).Path is { } path)
                {
                    samples.Add(pictures.Sample(dataset, row, path, dataset.Samples[row].Labels[task]));
                    rows.Add(row);
                    parts.Add(part);
                }
            }
        }

        if (!samples.Zip(parts).Any(sample => sample.Second == SplitName.Train && sample.First.Labels[0] is not null))
        {
            throw new InvalidDatasetException($"The step '{step.Name}' has no picture with a label of '{step.Task.Name}' to learn from: earlier steps gave nothing for any of them.", dataset.Root);
        }

        var data = new ImageDataset(dataset.Root, [step.Task], [[.. dataset.ClassesOf(step.Task)]], samples, [], [], [], null);
        return (new(data, split.Seed, parts, []), [.. rows]);
    }

    /// <summary>Takes what a trained step said: of training images by the fold that did not see them.</summary>
    public void Take(int place, int[] rows, TaskResult result)
    {
        var answers = result.Answers;
        var width = answers.Model.Length / rows.Length;
        var train = split.Train.ToHashSet();
        foreach (var (sample, row) in rows.Index())
        {
            var all = train.Contains(row) && answers.Folds.Length > 0 ? answers.Folds : answers.Model;
            var numbers = all.AsSpan(sample * width, width).ToArray();
            _values[(place, row)] = float.IsFinite(numbers[0]) ? new(null, numbers) : StepOutput.None;
        }
    }

    private StepOutput Value(int place, int row)
    {
        if (place < 0)
        {
            return new(split.Dataset.Samples[row].Path, null);
        }

        if (!_values.TryGetValue((place, row), out var value))
        {
            var step = pipeline.Steps[place];
            _values[(place, row)] = value = step is ModelStep ? StepOutput.None : pictures.Apply(step, [.. step.Inputs.Select(input => Value(pipeline.PlaceOf(input), row))]);
        }

        return value;
    }
}
