using TransferKit.Datasets.Splitting;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Tests.Datasets;
using TransferKit.Training;
using TransferKit.Training.Heads;

namespace TransferKit.Tests.Training.Heads;

public sealed class HeadTrainerTests : IDisposable
{
    private const int Samples = 24;
    private const int Trained = 16;
    private const int Variants = 3;
    private const int Width = 5;
    private const int Seed = 7;

    private readonly string _root = Directory.CreateTempSubdirectory("transferkit-").FullName;
    private int _runs;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void HeldOutSamplesAndTheirVariants_LeaveNoTrace()
    {
        var features = Features();
        var expected = Train(features).Final;
        foreach (var row in Enumerable.Range(Trained, Samples - Trained).SelectMany(sample => VariantsOf(sample).Append(sample)))
        {
            features.Row(row).Fill(1e6f);
        }

        Assert.Equal(expected, Train(features).Final);
    }

    [Fact]
    public void VariantsOfTrainingSamples_AreLearnedFrom()
    {
        var features = Features();
        var expected = Train(features).Final;
        features.Row(VariantsOf(0)[1])[2] *= -1;
        Assert.NotEqual(expected, Train(features).Final);
    }

    /// <summary>Exchanging variants leaves means and deviations as they are, to the bit: 64 rows of ones and minus ones.</summary>
    [Fact]
    public void AnInnerFold_HoldsAllVariantsOfItsSamplesOut()
    {
        var fold = FoldSplitter.Split(SyntheticData.Of(Rows()), Enumerable.Range(0, Trained), HeadDefaults.SelectionFolds, Seed)[0];
        var features = Features();
        var expected = Train(features);

        Exchange(features, VariantsOf(fold.HeldOut[0])[0], VariantsOf(fold.HeldOut[1])[2]);
        var heldOutExchanged = Train(features);
        Assert.Equal(expected.Inner, heldOutExchanged.Inner);
        Assert.NotEqual(expected.Final, heldOutExchanged.Final);

        Exchange(features, VariantsOf(fold.Train[0])[0], VariantsOf(fold.Train[1])[2]);
        Assert.NotEqual(expected.Inner, Train(features).Inner);
    }

    [Fact]
    public void MixUp_ChangesTheWeights_AndTheSameSeedGivesTheSameBits()
    {
        var mixed = Train(Features(), new() { MixUp = 0.4 }).Final;
        Assert.NotEqual(Train(Features()).Final, mixed);
        Assert.Equal(mixed, Train(Features(), new() { MixUp = 0.4 }).Final);
    }

    private (float[] Inner, float[] Final) Train(FeatureMatrix features, FineTuneOptions? options = null)
    {
        var dataset = SyntheticData.Of(Rows());
        var folder = Path.Combine(_root, $"{_runs++}");
        Directory.CreateDirectory(folder);
        var checkpoints = new CheckpointFolder(folder, "run", continues: false);
        using var trainer = new HeadTrainer(
            dataset, features, null, new(Samples, Enumerable.Range(0, Samples), Variants, (_, _, box) => box), TaskRows.Of(dataset, SyntheticData.Task),
            (options ?? new()) with { Seed = Seed, Epochs = 5 }, null, checkpoints, new(null, HeadTrainer.Pieces));
        var head = trainer.Train("piece", [.. Enumerable.Range(0, Trained)], [], default).Model;
        var inner = checkpoints.ReadFinished("piece.choice-1")!.OrderBy(tensor => tensor.Key, StringComparer.Ordinal);
        return ([.. inner.SelectMany(tensor => tensor.Value.Values.ToArray())], [.. head.FeatureMean, .. head.Layers[0].Weights, .. head.Layers[0].Bias]);
    }

    private static IEnumerable<Row> Rows() => SyntheticData.Balanced(2, Samples / 2);

    private static int[] VariantsOf(int sample) => [.. Enumerable.Range(Samples + (sample * Variants), Variants)];

    private static FeatureMatrix Features()
    {
        var random = new RandomStream(3, "signs");
        return new([.. Enumerable.Range(0, Samples * (1 + Variants) * Width).Select(_ => (random.NextInt32(2) * 2f) - 1)], Samples * (1 + Variants), Width);
    }

    private static void Exchange(FeatureMatrix features, int one, int other)
    {
        var row = features.Row(one).ToArray();
        Assert.NotEqual(row, features.Row(other).ToArray());
        features.Row(other).CopyTo(features.Row(one));
        row.CopyTo(features.Row(other));
    }
}
