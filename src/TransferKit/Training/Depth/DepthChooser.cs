using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Datasets.Splitting;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Stages;
using TransferKit.Runs;
using TransferKit.Training.Suffixes;

namespace TransferKit.Training.Depth;

/// <summary>Chooses what heads read and which stages are trained, looking at nothing but the samples that may be learned from.</summary>
internal static class DepthChooser
{
    /// <summary>Chooses, or finds in the checkpoints what was measured before and chooses as it did then.</summary>
    /// <param name="backbone">The backbone.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="samples">The samples that may be learned from.</param>
    /// <param name="options">How to train; <see cref="Retrain.Budget"/> limits the time.</param>
    /// <param name="checkpoints">Where measurements are kept, or null.</param>
    /// <param name="piece">The name of this choice in checkpoints.</param>
    /// <param name="progress">Takes reports of the phases <c>features</c> and <c>choose</c>, the latter in seconds of the budget.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static async Task<DepthChoice> ChooseAsync(
        Backbone backbone, ImageDataset dataset, IReadOnlyList<int> samples, FineTuneOptions options, CheckpointFolder? checkpoints, string piece,
        IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var previous = ArtifactMetadata.IsIn(backbone.Model) ? ArtifactMetadata.Read(backbone.Model) : null;
        var learned = samples.ToHashSet();
        var split = new DatasetSplit(dataset, null, [.. Enumerable.Range(0, dataset.Samples.Count).Select(i => learned.Contains(i) ? SplitName.Train : (SplitName?)null)], []);
        var folds = FoldSplitter.Split(dataset, samples, HeadDefaults.SelectionFolds, options.Seed)
            .Select(fold => fold with { HeldOut = [.. fold.HeldOut.Where(sample => CanMeasure(dataset.Samples[sample], previous))] }).ToList();
        var heads = Heads(backbone, previous?.Features);
        var withoutFolds = options with { Folds = 0 };
        using var trials = new DepthTrials(backbone, split, withoutFolds, new([.. heads.SelectMany(head => head.Spec.Taps).Distinct()]), folds, progress);
        var budget = options.Retrain.Budget!.Value;
        var spent = 0.0;
        var search = new DepthSearch(
            budget,
            [.. folds.Select(fold => fold.HeldOut.Select(sample => dataset.Samples[sample].Group is { } group ? $"group {group}" : $"image {sample}").ToList())],
            new(checkpoints, piece),
            async (candidate, round, seconds) =>
            {
                var trial = await trials.RunAsync(candidate, round, seconds, cancellationToken).ConfigureAwait(false);
                spent += trial.Seconds;
                progress?.Report(new("choose", (long)Math.Min(spent, budget.TotalSeconds), (long)budget.TotalSeconds));
                return trial;
            });
        return await search.ChooseAsync(heads, head => Deeper(backbone, head, withoutFolds, split.Train.Count * (1 + options.VariantsOf(dataset.Samples.Count)))).ConfigureAwait(false);
    }

    private static bool CanMeasure(ImageSample sample, ArtifactMetadata? previous) =>
        sample.Labels.Any(label => label is not null) && previous?.TrainingImages.Contains(sample.Content) != true;

    /// <summary>Heads on the stages that are read unless said otherwise, on all, and on single ones; a saved model's heads read what they read.</summary>
    private static IReadOnlyList<DepthCandidate> Heads(Backbone backbone, FeatureSpec? saved)
    {
        var standard = saved ?? FeatureSpec.Default(backbone);
        var heads = new List<DepthCandidate> { new("head", Retrain.HeadOnly, standard, 0) };
        if (saved is null)
        {
            heads.Add(new("head on every stage", Retrain.HeadOnly, FeatureSpec.EveryStage(backbone), 0));
            heads.AddRange(standard.Taps.Reverse().Select(tap => new DepthCandidate($"head on {NameOf(backbone, tap)} alone", Retrain.HeadOnly, new([tap]), 0)));
        }

        return [.. heads.DistinctBy(head => string.Join('\n', head.Spec.Taps))];
    }

    private static string NameOf(Backbone backbone, FeatureTap tap) =>
        backbone.Stages.FirstOrDefault(stage => stage.OutputTensor == tap.Tensor)?.Name ?? tap.Tensor;

    /// <summary>The last stage, the last two, four and so on, those from each change of resolution on, and all, as far as they can be trained.</summary>
    private static IReadOnlyList<DepthCandidate> Deeper(Backbone backbone, DepthCandidate head, FineTuneOptions options, int rows)
    {
        var stages = backbone.Stages;
        var candidates = new List<DepthCandidate>();
        foreach (var count in Counts(stages))
        {
            var retrain = count < stages.Count ? Retrain.LastStages(count) : Retrain.All;
            try
            {
                SuffixPlan.Of(backbone, options with { Retrain = retrain }, head.Spec)!.CheckMemory(rows, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
            }
            catch (Exception error) when (error is UnsupportedOperatorException or InvalidOptionsException)
            {
                // What lies behind is neither trainable nor smaller.
                break;
            }

            candidates.Add(new(head.Name == "head" ? retrain.Mode : $"{retrain.Mode}, {head.Name}", retrain, head.Spec, stages.Skip(stages.Count - count).Sum(stage => stage.Macs)));
        }

        return candidates;
    }

    private static IEnumerable<int> Counts(StageList stages)
    {
        // What a cut before a change of resolution trains is all that works on maps of one size: docs/fine-tuning.md has a case where this alone pays.
        var changes = Enumerable.Range(1, stages.Count - 1)
            .Where(first => FeatureSpec.Resolution(stages, stages[first].OutputTensor) != FeatureSpec.Resolution(stages, stages[first - 1].OutputTensor))
            .Select(first => stages.Count - first);
        var doubled = Enumerable.Range(0, 31).Select(power => 1 << power).TakeWhile(count => count < stages.Count);
        return changes.Concat(doubled).Append(stages.Count).Distinct().Order();
    }
}
