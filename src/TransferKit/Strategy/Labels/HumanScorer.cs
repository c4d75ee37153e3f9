using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Runs;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Strategy.Labels;

/// <summary>Scores what people said as the ladder scores what a model said.</summary>
internal sealed class HumanScorer(RunRecord run, RunTask task)
{
    private readonly int _place = task.Place(run);
    private readonly TaskMetric _metric = task.MainMetric;
    private readonly double _median = run.Images.Select(image => image.Labels[task.Place(run)]).OfType<double>().Order().ToArray() is { Length: > 0 } all ? all[all.Length / 2] : 0;

    /// <summary>Scores all.</summary>
    /// <param name="labels">What was said.</param>
    /// <param name="file">The file to name where there is too little of it.</param>
    public HumanStudy Of(IReadOnlyList<PersonsLabel> labels, string file)
    {
        var people = labels.GroupBy(label => label.Labeller).ToList();
        LabellerScore[] scores = [.. people.Select(person => Score(person.Key, [.. person])).OrderBy(score => score.Error?.Value ?? double.MaxValue).ThenByDescending(score => score.Images)];
        var (majority, undecided) = Majority(labels);
        var level = Level(scores, majority) ?? throw new InvalidDatasetException(
            $"{file}: {labels.Count} answers, of which no {task.Metric} can be told; label more images, of more than one label.", file);
        return HumanStudy.Of(
            run, task, scores, Error([.. labels.Select(label => (label.Image, label.Label))]), (majority, undecided),
            [.. people.SelectMany((first, place) => people.Skip(place + 1).Select(second => Agreement([.. first], [.. second])))], level);
    }

    private LabellerScore Score(string labeller, PersonsLabel[] labels)
    {
        double[] seconds = [.. labels.Select(label => label.Seconds).OfType<double>().Order()];
        return new(
            labeller, labels.Length, labels.Count(label => label.Label is null), Error([.. labels.Select(label => (label.Image, label.Label))]),
            seconds.Length == 0 ? null : seconds[seconds.Length / 2]);
    }

    private (Interval? Error, int Undecided) Majority(IReadOnlyList<PersonsLabel> labels)
    {
        (int Image, double? Label)[] voted =
        [
            .. labels.GroupBy(label => label.Image).Where(image => image.Count() >= MajorityVote.LeastLabellers)
                .Select(image => (image.Key, MajorityVote.Of(task, [.. image.Select(label => label.Label)]))),
        ];
        return (Error(voted), voted.Count(image => image.Label is null));
    }

    /// <summary>The majority's level, unless it is measured on less than half as many images as that of the best.</summary>
    private HumanLevel? Level(LabellerScore[] scores, Interval? majority)
    {
        var best = scores.FirstOrDefault(score => score.Error is not null);
        return (majority, best?.Error) switch
        {
            ({ } shared, { } one) when 2 * shared.N >= one.N => Of(shared, $"the majority of {scores.Length} labellers"),
            (_, { } one) when scores.Length > 1 => Of(one with { Selected = true }, $"'{best!.Labeller}', the best of {scores.Length} labellers"),
            (_, { } one) => Of(one, $"'{best!.Labeller}', the only labeller"),
            ({ } shared, null) => Of(shared, $"the majority of {scores.Length} labellers"),
            _ => null,
        };
        HumanLevel Of(Interval error, string whose) => new(task.Name, error.Value, error.N) { Interval = error, Whose = whose };
    }

    private LabellerAgreement Agreement(PersonsLabel[] first, PersonsLabel[] second)
    {
        var others = second.Where(label => label.Label is not null).ToDictionary(label => label.Image, label => label.Label!.Value);
        PersonsLabel[] both = [.. first.Where(label => label.Label is not null && others.ContainsKey(label.Image))];
        double[] distances = [.. both.Select(label => Math.Abs(label.Label!.Value - others[label.Image]))];
        return new(first[0].Labeller, second[0].Labeller, task.Kind == TaskKind.Regression
            ? RowMean.Interval(distances, [.. both.Select(label => Group(label.Image))])
            : Proportion.Of([.. distances.Select(distance => distance == 0)], new RowGroups([.. both.Select(label => Group(label.Image))])));
    }

    private Interval? Error(IReadOnlyList<(int Image, double? Label)> answers)
    {
        double[] given = [.. answers.Select(answer => run.Images[answer.Image].Labels[_place]!.Value)];
        float[] outputs = [.. answers.SelectMany((answer, row) => Output(answer.Label ?? Wrong(given[row])))];
        return answers.Count > 0 && task.Rules.Evaluate(
            task.Score(outputs, given, [], [.. answers.Select(answer => Group(answer.Image))]), BootstrapOptions.Default, folds: false)[task.Metric] is { } figure
                ? _metric.Error(figure) : null;
    }

    private string Group(int image) => run.Images[image].Group ?? FormattableString.Invariant($"\0{image}");

    private IEnumerable<float> Output(double label) => task.Kind switch
    {
        TaskKind.Regression => [(float)label],
        TaskKind.MultiLabel => Enumerable.Range(0, task.Classes.Count).Select(each => LabelSet.Contains(label, each) ? 1f : 0f),
        _ => Enumerable.Range(0, task.Classes.Count).Select(each => each == (int)label ? 1f : 0f),
    };

    /// <summary>What "I cannot tell" counts as: another class, every label wrong, the level that is furthest away; of numbers, where nothing is furthest, the
    /// median of the run's labels, which is the best answer of one who does not look.</summary>
    private double Wrong(double given) => task.Kind switch
    {
        TaskKind.Regression => _median,
        TaskKind.MultiLabel => LabelSet.Of(Enumerable.Range(0, task.Classes.Count).Where(label => !LabelSet.Contains(given, label))),
        TaskKind.Ordinal => 2 * given < task.Classes.Count - 1 ? task.Classes.Count - 1 : 0,
        _ => ((int)given + 1) % task.Classes.Count,
    };
}
