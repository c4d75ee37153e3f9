using TransferKit.Evaluation;
using TransferKit.Foundation;

namespace TransferKit.Bench.Coverage;

/// <summary>One simulation: what was measured, and what is true.</summary>
/// <param name="Measured">The figure with its interval, or null.</param>
/// <param name="Truth">The truth that it is to hold.</param>
internal readonly record struct Simulated(Interval? Measured, double Truth);

/// <summary>One figure at one size and one truth.</summary>
/// <param name="Figure">What is measured.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Column">The column of the table.</param>
/// <param name="Simulate">Draws rows and measures them.</param>
internal sealed record CoverageCell(string Figure, int Rows, string Column, Func<RandomStream, BootstrapOptions, Simulated> Simulate);

/// <summary>What came of a cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Coverage">The share of intervals that hold the truth.</param>
/// <param name="StandardError">How uncertain that share is.</param>
/// <param name="Width">The mean width of the intervals.</param>
/// <param name="Truth">The mean truth.</param>
/// <param name="Bias">The mean figure less the truth.</param>
internal sealed record CoverageResult(CoverageCell Cell, double Coverage, double StandardError, double Width, double Truth, double Bias)
{
    public override string ToString() => FormattableString.Invariant(
        $"{Cell.Figure} {Cell.Column} n={Cell.Rows}: coverage {Coverage:0.0000} +- {StandardError:0.0000}, width {Width:0.0000}, truth {Truth:0.0000}, bias {Bias:0.0000}");
}
