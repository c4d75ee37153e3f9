using TransferKit.Runs;

namespace TransferKit.Strategy.Advising;

/// <summary>
/// Whether to learn from pixels to answer in one go or in steps: one model needs far more data, steps let knowledge in (lesson 21 of Ng's course). What decides
/// is both on the same rows, over growing data.
/// </summary>
internal static class EndToEndAdvice
{
    private const string Question = "end-to-end";
    private const int Few = 1_000;

    /// <summary>The advice.</summary>
    public static Advice Of(RunRecord run, IReadOnlyList<RecordedComparison> comparisons)
    {
        if (comparisons.Select(comparison => comparison.Crossover).FirstOrDefault(crossover => crossover is not null) is { } measured)
        {
            return new(Question, measured.Verdict, measured.Verdict != "undecided", [measured.Text], []);
        }

        var count = run.Images.Count;
        return new(
            Question, "not measured", false,
            [FormattableString.Invariant($"There are {count:N0} images{(count < Few ? ": few, and with few images steps that each learn something simpler most often do better, where the question falls into steps" : "")}.")],
            [new("pipeline", "whether steps, such as finding the object and then naming it, do better than one model, and from how many images on they no longer do", "write the steps as a pipeline, then transferkit compare --pipeline P.yaml --sizes 50,100,200,all --json")]);
    }
}
