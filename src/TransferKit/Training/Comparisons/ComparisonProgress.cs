using TransferKit.Foundation;

namespace TransferKit.Training.Comparisons;

/// <summary>Adds up the training of all arms; other phases are passed on as they are.</summary>
/// <param name="progress">Hears it.</param>
/// <param name="weights">How long each training is beside the others.</param>
internal sealed class ComparisonProgress(IProgress<ProgressReport>? progress, IReadOnlyList<int> weights) : IProgress<ProgressReport>
{
    private const int Whole = 1000;

    private int _arm;

    /// <summary>Goes on to the next arm.</summary>
    public void Next() => _arm++;

    /// <inheritdoc/>
    public void Report(ProgressReport value) => progress?.Report(value.Phase != "train"
        ? value
        : new(value.Phase, ((long)Whole * weights.Take(_arm).Sum()) + (Whole * weights[_arm] * value.Done / value.Total), (long)Whole * weights.Sum()));
}
