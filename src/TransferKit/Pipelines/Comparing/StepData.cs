using TransferKit.Datasets;
using TransferKit.Pipelines.Steps;
using TransferKit.Training;

namespace TransferKit.Pipelines.Comparing;

/// <summary>The pictures that a trained step learns from and is asked about, with the folds that say which.</summary>
internal sealed class StepData(ImageDataset dataset, ModelStep step, StepPictures pictures)
{
    private readonly int _task = dataset.Tasks.ToList().IndexOf(step.Task);
    private readonly List<ImageSample> _samples = [];
    private readonly Dictionary<(string Path, int Row, bool StandsForNoLabel), int> _places = [];
    private readonly List<(Fold Fold, Action<float[]>[] Answers)> _folds = [];

    /// <summary>Whether a row has a label to learn from.</summary>
    public bool IsLabelled(int row) => dataset.Samples[row].Labels[_task] is not null;

    /// <summary>Adds a model to be trained.</summary>
    /// <param name="train">Rows to learn from, each with the picture that the step is given; those without a label are left out.</param>
    /// <param name="asked">Rows to be asked about, each with the picture and whoever takes the answer.</param>
    public void Add(IEnumerable<(int Row, string Path)> train, IEnumerable<(int Row, string Path, Action<float[]> Answer)> asked)
    {
        var questions = asked.GroupBy(question => Place(question.Path, question.Row, asked: true)).ToArray();
        _folds.Add((
            new([.. train.Where(row => IsLabelled(row.Row)).Select(row => Place(row.Path, row.Row, asked: false)).Order()], [.. questions.Select(question => question.Key)]),
            [.. questions.Select(question => (Action<float[]>)(answer => question.ToList().ForEach(one => one.Answer(answer))))]));
    }

    /// <summary>Trains all of them, and hands the answers out.</summary>
    /// <returns>Seconds that training took, and how many values a model trains.</returns>
    public async Task<(double Seconds, long Parameters)> TrainAsync(
        Backbones.Backbone backbone, FineTuneOptions options, IProgress<Foundation.ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var classes = dataset.ClassesOf(step.Task).ToArray();
        var data = new ImageDataset(dataset.Root, [step.Task], [classes], _samples, [], [], [], null);
        var split = new DatasetSplit(data, null, [.. _samples.Select(_ => (SplitName?)SplitName.Train)], []);
        var models = await FoldTrainer.RunAsync(backbone, split, [.. _folds.Select(fold => fold.Fold)], options, null, progress, cancellationToken).ConfigureAwait(false);
        var outputs = models.Tasks[0].Outputs;
        var takers = _folds.SelectMany(fold => fold.Answers).ToArray();
        var width = takers.Length == 0 ? 0 : outputs.Length / takers.Length;
        foreach (var (place, take) in takers.Index())
        {
            take(outputs.AsSpan(place * width, width).ToArray());
        }

        return (models.Seconds, models.Parameters);
    }

    private int Place(string path, int row, bool asked)
    {
        // A picture that is asked about teaches nothing, so that it may lack its label.
        var stands = asked && !IsLabelled(row);
        if (!_places.TryGetValue((path, row, stands), out var place))
        {
            _places.Add((path, row, stands), place = _samples.Count);
            var sample = pictures.Sample(dataset, row, path, dataset.Samples[row].Labels[_task] ?? (stands ? 0 : null));
            _samples.Add(sample with { Name = FormattableString.Invariant($"{sample.Name} #{place}") });
        }

        return place;
    }
}
