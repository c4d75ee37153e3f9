namespace TransferKit.Training;

/// <summary>What one fold model gave.</summary>
/// <param name="Tasks">What it said of held-out samples, task by task.</param>
/// <param name="Parameters">How many values it trains.</param>
internal sealed record FoldModel(IReadOnlyList<FoldOutputs> Tasks, long Parameters)
{
    /// <summary>The answers of all folds together, task by task.</summary>
    public static IReadOnlyList<FoldOutputs> Join(IReadOnlyList<FoldModel> folds) => [.. Enumerable.Range(0, folds[0].Tasks.Count).Select(task => new FoldOutputs(
        [.. folds.SelectMany(fold => fold.Tasks[task].Samples)], [.. folds.SelectMany(fold => fold.Tasks[task].Outputs)],
        [.. folds.SelectMany(fold => fold.Tasks[task].Thresholds)]))];
}
