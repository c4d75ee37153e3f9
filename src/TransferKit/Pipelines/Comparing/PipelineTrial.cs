using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Datasets.Splitting;
using TransferKit.Foundation;
using TransferKit.Pipelines.Steps;
using TransferKit.Training;

namespace TransferKit.Pipelines.Comparing;

/// <summary>
/// A pipeline trained on the folds of one seed, and asked about every held-out image: as it is, and with the answers of some steps replaced by the truth. Steps
/// are numbered from 0; which of them are replaced is a bit a step.
/// </summary>
internal sealed class PipelineTrial
{
    private readonly ImageDataset _dataset;
    private readonly Pipeline _pipeline;
    private readonly IReadOnlyList<Fold> _folds;
    private readonly StepPictures _pictures;
    private readonly bool _onTruth;
    private readonly Dictionary<(int Step, uint Replaced, int Fold, bool Held, int Row), StepOutput> _values = [];

    /// <param name="dataset">The data, with the tasks of the pipeline.</param>
    /// <param name="pipeline">The steps.</param>
    /// <param name="folds">The folds.</param>
    /// <param name="pictures">Where pictures are kept that steps make.</param>
    /// <param name="onTruth">Whether later steps learn from the truth of earlier ones; else from what those say of images that they did not see.</param>
    public PipelineTrial(ImageDataset dataset, Pipeline pipeline, IReadOnlyList<Fold> folds, StepPictures pictures, bool onTruth) =>
        (_dataset, _pipeline, _folds, _pictures, _onTruth) = (dataset, pipeline, folds, pictures, onTruth);

    /// <summary>Seconds that training took.</summary>
    public double Seconds { get; private set; }

    /// <summary>How many values are trained for one fold.</summary>
    public long Parameters { get; private set; }

    /// <summary>Trains every step, and asks.</summary>
    /// <param name="backbone">The backbone of all steps.</param>
    /// <param name="replaced">Which sets of steps are replaced by the truth; 0 for none.</param>
    /// <param name="options">How steps are trained.</param>
    /// <param name="innerFolds">Folds inside a fold's training images.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task RunAsync(
        Backbone backbone, IReadOnlyList<uint> replaced, FineTuneOptions options, int innerFolds, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        foreach (var (place, step) in _pipeline.Steps.Index())
        {
            if (step is not ModelStep model)
            {
                continue;
            }

            var data = new StepData(_dataset, model, _pictures);
            // Only where a later step learns must it be known what this one says of training images.
            var isLearnedFrom = !_onTruth && _pipeline.IsLearnedFrom(place);
            foreach (var (number, fold) in _folds.Index())
            {
                Add(data, place, number, fold, [.. replaced.Select(set => set & _pipeline.Uses[place]).Distinct()]);
                foreach (var inner in isLearnedFrom ? FoldSplitter.Split(_dataset, fold.Train, innerFolds, options.Seed) : [])
                {
                    data.Add(Pictures(place, number, inner.Train), Questions(place, LearnedFrom(place), number, held: false, inner.HeldOut));
                }
            }

            var (seconds, parameters) = await data.TrainAsync(backbone, options, progress, cancellationToken).ConfigureAwait(false);
            (Seconds, Parameters) = (Seconds + seconds, Parameters + parameters);
        }
    }

    /// <summary>What a step said of held-out rows, [rows, numbers], in the order of the folds; where it has no answer, null.</summary>
    /// <param name="step">The step's place.</param>
    /// <param name="replaced">The steps that are replaced by the truth.</param>
    public IEnumerable<(int Row, float[]? Numbers)> Answers(int step, uint replaced) => _folds.Index().SelectMany(fold => fold.Item.HeldOut.Select(row =>
        (row, Value(step, replaced, fold.Index, true, row).Numbers)));

    private void Add(StepData data, int step, int fold, Fold rows, IReadOnlyList<uint> sets) =>
        data.Add(Pictures(step, fold, rows.Train), sets.SelectMany(set => Questions(step, set, fold, held: true, rows.HeldOut)));

    /// <summary>What the step learns from.</summary>
    private IEnumerable<(int Row, string Path)> Pictures(int step, int fold, IReadOnlyList<int> rows) => rows.Select(row => (row, Picture(step, LearnedFrom(step), fold, false, row)))
        .Where(row => row.Item2 is not null).Select(row => (row.row, row.Item2!));

    private IEnumerable<(int Row, string Path, Action<float[]> Answer)> Questions(int step, uint replaced, int fold, bool held, IReadOnlyList<int> rows)
    {
        foreach (var row in rows)
        {
            var key = (step, replaced, fold, held, row);
            if (Picture(step, replaced, fold, held, row) is { } path)
            {
                yield return (row, path, numbers => _values[key] = new(null, numbers));
            }
            else
            {
                _values[key] = StepOutput.None;
            }
        }
    }

    /// <summary>Which steps' truth a step's training images were made with.</summary>
    private uint LearnedFrom(int step) => _onTruth ? _pipeline.Uses[step] : 0;

    /// <summary>The picture that a step is given; null where an earlier one had no answer.</summary>
    private string? Picture(int step, uint replaced, int fold, bool held, int row) =>
        Value(_pipeline.PlaceOf(_pipeline.Steps[step].Inputs[0]), replaced, fold, held, row).Path;

    /// <summary>What a step gives. Where it is replaced by the truth and there is none, it is what it says itself.</summary>
    private StepOutput Value(int place, uint replaced, int fold, bool held, int row)
    {
        if (place < 0)
        {
            return new(_dataset.Samples[row].Path, null);
        }

        var step = _pipeline.Steps[place];
        if ((replaced >> place & 1) == 1 && Truth(step, row) is { } truth)
        {
            return new(null, truth);
        }

        var key = (place, replaced & _pipeline.Uses[place], fold, held, row);
        if (!_values.TryGetValue(key, out var value))
        {
            _values.Add(key, value = step is ModelStep ? StepOutput.None : _pictures.Apply(step, [.. step.Inputs.Select(input => Value(_pipeline.PlaceOf(input), replaced, fold, held, row))]));
        }

        return value;
    }

    private float[]? Truth(PipelineStep step, int row) =>
        step.Truth is { } task && _dataset.Samples[row].Labels[_dataset.Tasks.ToList().IndexOf(task)] is { } label ? StepTruth.Numbers(task, label, _dataset.ClassesOf(task).Count) : null;
}
