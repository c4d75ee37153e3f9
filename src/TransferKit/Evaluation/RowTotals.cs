namespace TransferKit.Evaluation;

/// <summary>
/// A figure that depends on its rows through a few totals only (hits a class, a sum of losses). A resample then costs one addition
/// a row, and leaving a row out one subtraction.
/// </summary>
internal abstract class RowTotals : IRowFigure
{
    /// <summary>How many rows there are.</summary>
    public abstract int Rows { get; }

    /// <summary>How many totals there are.</summary>
    public abstract int Size { get; }

    /// <summary>Between which values the figure lies.</summary>
    public abstract FigureRange Range { get; }

    /// <summary>How many independent rows a mean with the same spread would rest on.</summary>
    public virtual double EffectiveRows => Rows;

    /// <summary>Adds a row to the totals.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> - 1.</param>
    /// <param name="weight">How many times; negative takes it away.</param>
    /// <param name="totals">Of length <see cref="Size"/>.</param>
    public abstract void Add(int row, double weight, Span<double> totals);

    /// <summary>The figure; NaN, which never leaves this folder, where it is not defined.</summary>
    public abstract double Value(ReadOnlySpan<double> totals);

    /// <inheritdoc/>
    public IResampledFigure Over(ReadOnlySpan<int> unitOfRow, int units) => new ResampledTotals(this, unitOfRow, units);
}
