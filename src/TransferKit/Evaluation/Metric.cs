namespace TransferKit.Evaluation;

/// <summary>A figure of merit with its interval. To add one, copy its neighbour in Metrics/ and name it in the list of its kind.</summary>
/// <typeparam name="TRows">The rows that it measures.</typeparam>
public abstract class Metric<TRows>
    where TRows : ScoredRows
{
    private protected Metric()
    {
    }

    /// <summary>The name on the command line, in JSON and in gates.</summary>
    public abstract string Name { get; }

    /// <summary>Whether more is better; an error or a loss is better when it is less.</summary>
    public abstract bool HigherIsBetter { get; }

    /// <summary>The metric on these rows: BCa bootstrap over rows or groups, or the bootstrap-t for means of measured values, unless a metric says otherwise.</summary>
    /// <param name="rows">Labelled rows.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    /// <returns>
    /// Null without rows, where the metric is not defined, or where a single row or group leaves an unbounded metric open; the whole
    /// range where a single one leaves a bounded metric open.
    /// </returns>
    /// <exception cref="TransferKit.Foundation.InvalidOptionsException">An option is out of its range.</exception>
    public virtual Interval? Measure(TRows rows, BootstrapOptions? options = null)
    {
        options ??= BootstrapOptions.Default;
        return Figure(rows) is var figure && figure is RowMean mean
            ? mean.Interval(rows.Groups, options, Name)
            : Bootstrap.Interval(figure.Over(rows.Groups.UnitOfRow, rows.Groups.Count), rows.Count, options, Name);
    }

    /// <summary>The metric as a figure that can be resampled, most often through the totals that it is made of.</summary>
    internal abstract IRowFigure Figure(TRows rows);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
