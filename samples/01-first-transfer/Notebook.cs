using TransferKit.Foundation;

namespace FirstTransfer;

/// <summary>Writes like a notebook: numbered cells, what they say indented below, and a line for each finished phase of long work.</summary>
public sealed class Notebook(TextWriter output) : IProgress<ProgressReport>
{
    private int _cells;

    /// <summary>Starts a cell.</summary>
    public void Cell(string title) => output.WriteLine($"{Environment.NewLine}[{++_cells}] {title}");

    /// <summary>Writes a line into the cell.</summary>
    public void Write(FormattableString line) => Write(FormattableString.Invariant(line));

    /// <summary>Writes a line into the cell.</summary>
    public void Write(string line) => output.WriteLine($"    {line}");

    /// <inheritdoc/>
    public void Report(ProgressReport value)
    {
        if (value.Total > 0 && value.Done == value.Total)
        {
            Write($"... {value.Phase} {value.Done} of {value.Total}");
        }
    }
}
