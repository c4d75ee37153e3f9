namespace TransferKit.Tasks;

/// <summary>The labels that apply to an image, as the one number that every kind of label is: bit i stands for label i.</summary>
internal static class LabelSet
{
    /// <summary>How many labels a task may have: a double holds so many bits exactly.</summary>
    public const int Most = 52;

    /// <summary>The set of some labels.</summary>
    /// <param name="labels">Each from 0 to <see cref="Most"/> - 1.</param>
    public static double Of(IEnumerable<int> labels) => labels.Aggregate(0L, (set, label) => set | (1L << label));

    /// <summary>Whether a label applies.</summary>
    public static bool Contains(double set, int label) => (((long)set >> label) & 1) == 1;

    /// <summary>The labels that apply, in order.</summary>
    public static IEnumerable<int> Labels(double set) => Enumerable.Range(0, Most).Where(label => Contains(set, label));
}
