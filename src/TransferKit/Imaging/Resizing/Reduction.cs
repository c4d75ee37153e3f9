namespace TransferKit.Imaging.Resizing;

/// <summary>By how many whole pixels, per axis, a picture is reduced while it is loaded; the rest is resampled.</summary>
/// <param name="Columns">Columns that become one, at least 1.</param>
/// <param name="Rows">Rows that become one, at least 1.</param>
internal readonly record struct Reduction(int Columns, int Rows)
{
    /// <summary>Loading leaves at least this many pixels for every one wanted: with fewer, the result differs visibly.</summary>
    private const double LeastAfter = 1.5;

    /// <summary>The largest reduction of a picture that still serves a target.</summary>
    internal static Reduction For(int width, int height, TargetSize target)
    {
        var (columns, rows) = target.Factors(width, height);
        return new Reduction(Whole(columns), Whole(rows));
    }

    private static int Whole(double factor) => Math.Max(1, (int)(factor / LeastAfter));
}
