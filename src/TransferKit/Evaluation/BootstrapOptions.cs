using TransferKit.Foundation;

namespace TransferKit.Evaluation;

/// <summary>How intervals are made where no formula gives them: by resampling rows, or groups of rows.</summary>
public sealed record BootstrapOptions
{
    /// <summary>The options that hold when none are given.</summary>
    public static BootstrapOptions Default { get; } = new();

    /// <summary>How many resamples are drawn.</summary>
    /// <value>Default 2,000; 100 to 1,000,000. Below 1,000 the ends of an interval are coarse.</value>
    public int Resamples { get; init; } = 2_000;

    /// <summary>The confidence level of every interval, also of those that need no resampling.</summary>
    /// <value>Default 0.95; 0.5 to 0.999.</value>
    public double Level { get; init; } = 0.95;

    /// <summary>The seed of the resamples: same rows in the same order, same seed, same interval.</summary>
    /// <value>Default 7; any.</value>
    public int Seed { get; init; } = 7;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidOptionsException">An option is out of its range.</exception>
    internal BootstrapOptions Checked()
    {
        if (Resamples is < 100 or > 1_000_000)
        {
            throw new InvalidOptionsException($"'resamples' is {Resamples}; allowed: 100 to 1000000");
        }

        return Level is >= 0.5 and <= 0.999
            ? this
            : throw new InvalidOptionsException(FormattableString.Invariant($"'level' is {Level}; allowed: 0.5 to 0.999"));
    }
}
