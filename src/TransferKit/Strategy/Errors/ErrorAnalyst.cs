using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Runs;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Errors;

/// <summary>Puts an <see cref="ErrorAnalysis"/> together.</summary>
internal sealed class ErrorAnalyst(RunRecord run, ErrorAnalysisOptions options, ImageAttributes[]? known, IProgress<ProgressReport>? progress)
{
    private readonly List<string> _notes = [];

    /// <summary>Analyses.</summary>
    public async Task<ErrorAnalysis> RunAsync(CancellationToken cancellationToken)
    {
        var task = options.Task is { } name ? run[name] : run.Tasks[0];
        var rows = HeldOutErrors.Of(run, task);
        var userTags = options.TagsFile is { } file ? UserTags.ReadTags(file, run) : [];
        var marks = options.CheckedFile is { } marked ? UserTags.ReadChecked(marked, run) : null;
        var (suspects, noise) = LabelErrorFinder.Find(rows);
        var attributes = known ?? await Task.Run(() => RunAttributes.Of(run, options.Threads, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        var far = await FarAsync(cancellationToken).ConfigureAwait(false);
        var wrongLabels = suspects.Where(error => error.Score >= 0.5).Select(error => error.Path).ToHashSet();
        (string Tag, HashSet<int> Images)[] automatic =
        [
            .. ImageTags.OfAttributes(attributes, run), (ImageTags.Twin, ImageTags.Twins(run, task)), (ImageTags.Far, far),
            (ImageTags.Mislabelled, [.. run.Images.Index().Where(image => wrongLabels.Contains(image.Item.Path)).Select(image => image.Index)]),
        ];
        var tags = automatic.Where(tag => tag.Images.Count > 0).Concat(userTags).ToList();
        Note(rows, tags);
        return ErrorAnalysis.Of(
            rows, suspects, noise, Precision(suspects, marks),
            [.. tags.Select(tag => TagRow(rows, tag, userTags.Contains(tag))).OfType<TagRow>().OrderByDescending(tag => tag.Priority)],
            // A label is suspected because it was answered otherwise: that such images are weak tells nothing.
            SliceSearch.Search(rows, attributes, [.. tags.Where(tag => tag.Tag != ImageTags.Mislabelled)]), Confused(rows), Wrong(rows, tags), _notes);
    }

    private async Task<HashSet<int>> FarAsync(CancellationToken cancellationToken)
    {
        int[] training = [.. run.Images.Index().Where(image => image.Item.Part == SplitName.Train).Select(image => image.Index)];
        if (!options.MeasureDistance || run.Model is null || !File.Exists(run.Model))
        {
            _notes.Add($"Images far from the training images were not sought: {(options.MeasureDistance ? "the model file is not there" : "as asked")}.");
            return [];
        }

        var features = await TrainingDistance.FeaturesAsync(run, options.CacheFolder, options.Threads, progress, cancellationToken).ConfigureAwait(false);
        var distances = await Task.Run(() => TrainingDistance.Of(features, training, options.Threads, cancellationToken), cancellationToken).ConfigureAwait(false);
        return TrainingDistance.Far(distances, training);
    }

    private void Note(HeldOutErrors rows, List<(string Tag, HashSet<int> Images)> tags)
    {
        if (!rows.ByFolds)
        {
            _notes.Add($"The {rows.Images.Length} held-out images of the split were looked at; with folds ('--folds 5') it would be all labelled ones.");
        }

        foreach (var unknown in options.Effort.Keys.Except(tags.Select(tag => tag.Tag)))
        {
            _notes.Add($"No image has the tag '{unknown}', whose effort was given.");
        }
    }

    private Interval? Precision(IReadOnlyList<LabelError> suspects, IReadOnlyDictionary<int, bool>? marks)
    {
        if (marks is null)
        {
            return null;
        }

        var paths = suspects.Select(error => error.Path).ToHashSet();
        var looked = marks.Where(mark => paths.Contains(run.Images[mark.Key].Path)).ToArray();
        return Proportion.Of(looked.Count(mark => mark.Value), looked.Length);
    }

    private TagRow? TagRow(HeldOutErrors rows, (string Tag, HashSet<int> Images) tag, bool fromUser)
    {
        int[] tagged = [.. Enumerable.Range(0, rows.Images.Length).Where(row => tag.Images.Contains(rows.Images[row]))];
        if (tagged.Length == 0 || rows.Mean(row => tag.Images.Contains(rows.Images[row]) ? rows.Costs[row] : 0) is not { } ceiling)
        {
            return null;
        }

        var total = rows.Costs.Sum();
        double? effort = options.Effort.TryGetValue(tag.Tag, out var given) ? given : null;
        return new(
            tag.Tag, tagged.Length, tagged.Length / (double)rows.Images.Length, total == 0 ? 0 : tagged.Sum(row => rows.Costs[row]) / total,
            SliceSearch.MeanOf(rows, tagged), ceiling, effort, ceiling.Value / (effort ?? 1), fromUser);
    }

    private static ConfusedPair[] Confused(HeldOutErrors rows) => rows.Task.Kind is not (TaskKind.Classification or TaskKind.Ordinal) ? [] :
    [
        .. Enumerable.Range(0, rows.Images.Length).Where(row => rows.Costs[row] > 0).CountBy(row => (Given: rows.Given(row), Predicted: rows.Predicted(row)))
            .Select(pair => new ConfusedPair(
                pair.Key.Given, pair.Key.Predicted, pair.Value,
                Proportion.Of(pair.Value, Enumerable.Range(0, rows.Images.Length).Count(row => rows.Given(row) == pair.Key.Given))!.Value))
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Given, StringComparer.Ordinal),
    ];

    private WrongImage[] Wrong(HeldOutErrors rows, List<(string Tag, HashSet<int> Images)> tags) =>
    [
        .. Enumerable.Range(0, rows.Images.Length).Where(row => rows.Costs[row] > 0).Select(row =>
        {
            var image = run.Images[rows.Images[row]];
            double? confidence = rows.Task.Kind is TaskKind.Classification or TaskKind.Ordinal ? rows.Answers[row].Max() : null;
            return new WrongImage(
                image.Name, image.Path, rows.Given(row), rows.Predicted(row), confidence, rows.Costs[row],
                [.. tags.Where(tag => tag.Images.Contains(rows.Images[row])).Select(tag => tag.Tag)]);
        }).OrderByDescending(image => image.Error).ThenByDescending(image => image.Confidence),
    ];
}
