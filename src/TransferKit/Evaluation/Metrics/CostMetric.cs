namespace TransferKit.Evaluation.Metrics;

/// <summary>The mean cost of the answers of the least expected cost (Elkan 2001), in the units of the <see cref="CostMatrix"/> that rows were read with.</summary>
public sealed class CostMetric : Metric<ClassificationRows>
{
    /// <inheritdoc/>
    public override string Name => "cost";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The rows were read without costs.</exception>
    public override Interval? Measure(ClassificationRows rows, BootstrapOptions? options = null)
    {
        options = (options ?? BootstrapOptions.Default).Checked();
        if (base.Measure(rows, options) is not { } figure || figure.Low != figure.High)
        {
            return base.Measure(rows, options);
        }

        // All alike is no certainty: so many rows may hide a share of the largest cost, as Wilson's interval at 0 says.
        var half = rows.LargestCost * Proportion.Of(0, rows.Groups.Count, options.Level)!.Value.High;
        return figure with { Low = Math.Max(0, figure.Value - half), High = Math.Min(rows.LargestCost, figure.Value + half) };
    }

    internal override RowTotals Figure(ClassificationRows rows) => rows.HasCosts
        ? new RowMean(rows.CostOfRows.ToArray(), new(0, rows.LargestCost))
        : throw new ArgumentException("the rows were read without costs", nameof(rows));
}
