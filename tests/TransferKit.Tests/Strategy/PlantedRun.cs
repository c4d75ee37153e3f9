using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Tasks;

namespace TransferKit.Tests.Strategy;

/// <summary>A run that was never trained: what it said of each image is drawn, so that what is wrong with it is known.</summary>
internal sealed class PlantedRun(int seed = 1)
{
    private const int Classes = 4;

    private readonly RandomStream _stream = new(seed, "planted");
    private readonly RandomStream _labels = new(seed, "labels");
    private readonly List<RunImage> _images = [];
    private readonly List<float> _model = [];
    private readonly List<float> _folds = [];

    /// <summary>The share of labels that are made wrong after the answers are drawn.</summary>
    public double Noise { get; init; }

    /// <summary>How large the logits of sure answers are.</summary>
    public double Sharpness { get; init; } = 3;

    public List<HumanLevel> Human { get; } = [];

    /// <summary>Adds images of a part, with the errors of the saved model, and of the fold models where there are some.</summary>
    public PlantedRun Add(SplitName part, int images, double error, double? folds = null, string? source = null)
    {
        for (var i = 0; i < images; i++)
        {
            var truth = _labels.NextInt32(Classes);
            _model.AddRange(Answer(truth, error));
            _folds.AddRange(folds is { } rate ? Answer(truth, rate) : Enumerable.Repeat(float.NaN, Classes));
            var label = _labels.NextDouble() < Noise ? (truth + 1 + _labels.NextInt32(Classes - 1)) % Classes : truth;
            var name = FormattableString.Invariant($"{part.ToText()}-{_images.Count}.png");
            // Hashes of real pictures are as good as random.
            _images.Add(new(name, "/nowhere/" + name, ContentHash.Of(name).Hex, part, source, null, ((ulong)_stream.NextInt32(int.MaxValue) << 33) ^ ((ulong)_stream.NextInt32(int.MaxValue) << 2), [label]));
        }

        return this;
    }

    public RunRecord Build() => new()
    {
        Id = "planted",
        Finished = DateTimeOffset.UnixEpoch,
        Data = "/nowhere",
        Backbone = "tiny",
        BackboneDigest = new('0', 64),
        Recipe = new Dictionary<string, string>
        {
            ["retrain"] = "head",
            ["augmentation"] = "none",
            ["mixup"] = "0",
            ["weight-decay"] = "default",
            ["hidden"] = "",
            ["label-smoothing"] = "0",
            ["keep"] = "Last",
            ["epochs"] = "default",
        },
        Seed = 7,
        Threads = 1,
        Folds = _folds.Exists(float.IsFinite) ? 5 : 0,
        SplitDigest = new('1', 64),
        DataDigest = new('2', 64),
        Looks = new(1, 1),
        Seconds = new Dictionary<string, double> { ["train"] = 4, ["total"] = 5 },
        PeakBytes = 1,
        Parameters = 1,
        Versions = new Dictionary<string, string>(),
        Notes = [],
        Human = Human,
        Tasks =
        [
            new("label", TaskKind.Classification, "label", [.. Enumerable.Range(0, Classes).Select(label => $"class-{label}")], [])
            {
                Answers = new([.. _model], _folds.Exists(float.IsFinite) ? [.. _folds] : [], []),
            },
        ],
        Figures = [new("label", "test", "accuracy", new Interval(0.8, 0.7, 0.9, 50))],
        Images = [.. _images],
    };

    private IEnumerable<float> Answer(int truth, double error)
    {
        // A hard image: its true class is the second choice, close behind.
        var wrong = _stream.NextDouble() < error;
        var first = wrong ? (truth + 1 + _stream.NextInt32(Classes - 1)) % Classes : truth;
        // As many right answers are as unsure as the wrong ones are; the others are more or less sure.
        var unsure = wrong || _stream.NextDouble() < error;
        var top = Sharpness * (unsure ? 0.5 : 0.6 + _stream.NextDouble());
        var second = wrong ? truth : unsure ? (truth + 1) % Classes : -1;
        double[] logits = [.. Enumerable.Range(0, Classes).Select(label => label == first ? top : label == second ? top - 0.7 : 0.3 * _stream.NextGaussian())];

        return TemperatureScaling.Softmax([.. logits.Select(logit => (float)logit)], Classes, 1);
    }
}
