using Microsoft.ML;

namespace TransferKit.MLNet.Scoring;

/// <summary>
/// Data with the outputs of a graph, computed when they are read and never kept: some rows ahead, several at a time. The columns are those that
/// the saved steps give, one after another.
/// </summary>
/// <param name="input">The data.</param>
/// <param name="schema">Their columns and those that are added.</param>
/// <param name="plan">What is added.</param>
/// <param name="scorer">Computes it.</param>
internal sealed class ScoredView(IDataView input, DataViewSchema schema, ScoringPlan plan, RowScorer scorer) : IDataView
{
    /// <inheritdoc/>
    /// <remarks>Rows are read by two cursors, which have to give the same order.</remarks>
    public bool CanShuffle => false;

    /// <inheritdoc/>
    public DataViewSchema Schema => schema;

    /// <summary>The data.</summary>
    public IDataView Input => input;

    /// <summary>What is added.</summary>
    public ScoringPlan Plan => plan;

    /// <summary>Computes it.</summary>
    public RowScorer Scorer => scorer;

    /// <inheritdoc/>
    public long? GetRowCount() => input.GetRowCount();

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new ScoredCursor(this, [.. columnsNeeded.Select(column => column.Index)]);

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    /// <summary>The number of an output of the graph that a column shows; the number of outputs for the column of errors; null for the data's own columns.</summary>
    public int? OutputOf(int column) => schema[column].Name switch
    {
        Columns.Error => plan.OutputColumns.Count,
        var name => plan.OutputColumns.Select((output, number) => (output.Output.Name, Number: (int?)number)).FirstOrDefault(output => output.Name == name).Number,
    };
}
