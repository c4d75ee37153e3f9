using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Pipelines;
using TransferKit.Pipelines.Comparing;
using TransferKit.Training;

namespace TransferKit.Bench.Scenes;

/// <summary>Where one model really overtakes: both learn from many sets of scenes of each size, and are asked about the same many others.</summary>
/// <param name="Size">The size from which on the one model has fewer errors, on the straight line between two measured sizes; null where it never has.</param>
/// <param name="Low">The lower end of its interval, sets and scenes drawn anew; null where it never has.</param>
/// <param name="High">The upper end; null where it never has.</param>
/// <param name="Sizes">The sizes.</param>
/// <param name="Staged">The pipeline's error at each.</param>
/// <param name="EndToEnd">The one model's.</param>
internal sealed record CrossoverTruth(double? Size, double? Low, double? High, IReadOnlyList<int> Sizes, IReadOnlyList<double> Staged, IReadOnlyList<double> EndToEnd)
{
    private const int MostSets = 32;
    private const int Resamples = 500;

    /// <summary>Measures it.</summary>
    public static async Task<CrossoverTruth> MeasureAsync(
        Backbone backbone, Pipeline pipeline, ImageDataset dataset, int asked, IReadOnlyList<int> sizes, FineTuneOptions training, CancellationToken cancellationToken)
    {
        var (tests, pool) = (Enumerable.Range(0, asked).ToArray(), dataset.Samples.Count - asked);
        // [arm][size][set][scene]: whether the answer is wrong.
        var wrong = new bool[2][][][];
        using var pictures = new StepPictures(null);
        foreach (var (arm, steps) in new[] { pipeline, SizeTrials.EndToEnd(pipeline) }.Index())
        {
            wrong[arm] = new bool[sizes.Count][][];
            foreach (var (place, size) in sizes.Index())
            {
                Fold[] sets = [.. Enumerable.Range(0, Math.Min(MostSets, pool / size)).Select(set => new Fold([.. Enumerable.Range(asked + (set * size), size)], tests))];
                var trial = new PipelineTrial(dataset, steps, sets, pictures, onTruth: false);
                await trial.RunAsync(backbone, [0], training, 2, null, cancellationToken);
                wrong[arm][place] = [.. trial.Answers(steps.Steps.Count - 1, 0)
                    .Select(answer => answer.Numbers is not { } numbers || numbers.IndexOf(numbers.Max()) != (int)dataset.Samples[answer.Row].Labels[0]!.Value).Chunk(asked)];
            }
        }

        var random = new RandomStream(1, "crossover truth");
        double[] drawn = [.. Enumerable.Range(0, Resamples).Select(_ => Cross(sizes, Errors(wrong, random))).Order()];
        var errors = Errors(wrong, null);
        return new(Known(Cross(sizes, errors)), Known(drawn[(int)(0.025 * Resamples)]), Known(drawn[(int)(0.975 * Resamples)]), sizes, errors[0], errors[1]);
    }

    private static double? Known(double size) => double.IsFinite(size) ? Math.Round(size) : null;

    /// <summary>The mean error of each arm at each size; with sets and scenes drawn anew where a stream is given.</summary>
    private static double[][] Errors(bool[][][][] wrong, RandomStream? random)
    {
        var scenes = wrong[0][0][0].Length;
        int[] drawn = [.. Enumerable.Range(0, scenes).Select(scene => random?.NextInt32(scenes) ?? scene)];
        int[][] sets = [.. wrong[0].Select(size => size.Select((_, set) => random?.NextInt32(size.Length) ?? set).ToArray())];
        return [.. wrong.Select(arm => arm.Select((size, place) => sets[place].Average(set => drawn.Average(scene => size[set][scene] ? 1.0 : 0))).ToArray())];
    }

    /// <summary>Beyond the last size at which the pipeline is ahead; infinite where that is the largest, 0 where there is none.</summary>
    private static double Cross(IReadOnlyList<int> sizes, double[][] errors)
    {
        double[] ahead = [.. errors[0].Zip(errors[1], (staged, endToEnd) => endToEnd - staged)];
        var last = Array.FindLastIndex(ahead, difference => difference >= 0);
        return last < 0 ? 0 : last == sizes.Count - 1 ? double.PositiveInfinity
            : sizes[last] * Math.Pow(sizes[last + 1] / (double)sizes[last], ahead[last] / (ahead[last] - ahead[last + 1]));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Size} [{Low}, {High}]; errors {string.Join(", ", Sizes.Select((size, place) => FormattableString.Invariant($"{size}: {Staged[place]:0.000} {EndToEnd[place]:0.000}")))}");
}
