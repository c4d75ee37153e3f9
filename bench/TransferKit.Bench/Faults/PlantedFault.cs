using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Strategy;
using TransferKit.Training;

namespace TransferKit.Bench.Faults;

/// <summary>Data with a fault in it, and how they are learned from.</summary>
/// <param name="Samples">The images.</param>
/// <param name="Options">How to train.</param>
/// <param name="WrongLabels">The files whose label was made wrong.</param>
internal sealed record Planted(FaultSamples Samples, FineTuneOptions Options, IReadOnlySet<string> WrongLabels);

/// <summary>A fault that can be planted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expected">The verdict that is right; null where none is right or wrong.</param>
/// <param name="Plant">Plants it: images of all classes, images of the classes that are easy to tell, the usual options, and chance.</param>
internal sealed record PlantedFault(string Name, string? Expected, Func<FaultSamples, FaultSamples, FineTuneOptions, RandomStream, Planted> Plant)
{
    private const int FewImages = 40;
    private const int FewHeldOut = 8;
    private const double LeakedShare = 0.05;

    // A shift shows in dev alone: half of the images are held out.
    private static readonly SplitOptions Halves = new() { Dev = 0.25, Test = 0.25 };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PlantedFault> All(Backbone backbone, ChangedCopies copies) =>
    [
        .. new[] { 0.05, 0.1, 0.2 }.Select(share => new PlantedFault(
            FormattableString.Invariant($"noise-{100 * share:0}"), Diagnosis.NoiseVerdict, (all, _, options, random) => Noise(all, share, options, random))),
        new("shift", Gap.Mismatch.ToText(), (_, clean, options, _) => new(Shifted(clean, copies, options.Seed), options, Nothing)),
        new("too-small", Gap.AvoidableBias.ToText(), (all, _, options, _) => new(all, options with
        {
            HeadStages = new Dictionary<string, IReadOnlyList<string>> { [all.Task.Name] = [backbone.Stages[0].Name] }, WeightDecay = 10,
        }, Nothing)),
        new("too-large", Gap.Variance.ToText(), (all, _, options, random) => new(
            Few(all, options.Seed, random), options with { Head = new() { Hidden = [256] }, WeightDecay = 0 }, Nothing)),
        new("leak", Diagnosis.LeakVerdict, (all, _, options, random) => new(
            Leaky(all, copies, options.Seed, random), options with { AllowLeaks = true }, Nothing)),
        new("clean", Diagnosis.NoVerdict, (_, clean, options, _) => new(clean, options, Nothing)),
        new("as-it-is", null, (all, _, options, _) => new(all, options, Nothing)),
    ];

    private static HashSet<string> Nothing => [];

    /// <summary>Some labels become another class, each alike, in all parts.</summary>
    private static Planted Noise(FaultSamples all, double share, FineTuneOptions options, RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, all.Samples.Count)];
        random.Shuffle(order.AsSpan());
        var wrong = order.Take((int)Math.Round(share * order.Length)).ToHashSet();
        return new(
            all.With(all.Samples.Select((sample, index) => wrong.Contains(index)
                ? FaultSamples.Label(sample, ((int)sample.Labels[0]!.Value + 1 + random.NextInt32(all.Classes.Count - 1)) % all.Classes.Count) : sample)),
            options, wrong.Select(index => all.Samples[index].Path).ToHashSet());
    }

    /// <summary>The images, each in the part that the seed's split puts it in.</summary>
    private static IEnumerable<ImageSample> Parts(FaultSamples samples, int seed, SplitOptions? sizes = null)
    {
        var split = samples.ToDataset().Split(seed, sizes);
        return Enum.GetValues<SplitName>().SelectMany(part => split[part].Select(index => (index, part))).OrderBy(sample => sample.index)
            .Select(sample => samples.Samples[sample.index] with { GivenSplit = sample.part });
    }

    /// <summary>Dev and test become poor. A small picture may look like another one that was learned from: it goes, for that would be a second fault.</summary>
    private static FaultSamples Shifted(FaultSamples clean, ChangedCopies copies, int seed)
    {
        var shifted = clean.With(Parts(clean, seed, Halves).Select(sample =>
            sample.GivenSplit == SplitName.Train ? sample with { Source = "good" } : copies.Poor(sample) with { Source = "poor" }));
        var alike = shifted.ToDataset().Units.Where(unit => unit.Samples.Any(sample => shifted.Samples[sample].GivenSplit == SplitName.Train))
            .SelectMany(unit => unit.Samples).ToHashSet();
        return shifted.With(shifted.Samples.Where((sample, index) => sample.GivenSplit == SplitName.Train || !alike.Contains(index)));
    }

    /// <summary>About 40 images to learn from, 8 in dev, 8 in test.</summary>
    private static FaultSamples Few(FaultSamples all, int seed, RandomStream random)
    {
        var drawn = all.Draw(FewImages + (2 * FewHeldOut), random);
        var share = (double)FewHeldOut / drawn.Samples.Count;
        return drawn.With(Parts(drawn, seed, new() { Dev = share, Test = share }));
    }

    /// <summary>Some training images lie in dev or test too, every other one in a file of its own.</summary>
    private static FaultSamples Leaky(FaultSamples all, ChangedCopies copies, int seed, RandomStream random)
    {
        var parts = Parts(all, seed).ToArray();
        var train = parts.Where(sample => sample.GivenSplit == SplitName.Train).ToArray();
        random.Shuffle(train.AsSpan());
        return all.With([.. parts, .. train.Take((int)Math.Ceiling(LeakedShare * parts.Length)).Select((sample, place) =>
            (place % 2 == 0 ? copies.Saved(sample) : sample) with { GivenSplit = place % 4 < 2 ? SplitName.Dev : SplitName.Test })]);
    }
}
