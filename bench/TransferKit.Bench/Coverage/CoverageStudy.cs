using TransferKit.Foundation;

namespace TransferKit.Bench.Coverage;

/// <summary>Runs the simulations of a cell side by side.</summary>
internal sealed class CoverageStudy(int simulations, int resamples, int seed, int threads)
{
    /// <summary>Runs them. A figure that is null holds nothing.</summary>
    public CoverageResult Run(CoverageCell cell)
    {
        var found = new Simulated[simulations];
        Parallel.For(0, simulations, new() { MaxDegreeOfParallelism = threads }, simulation =>
        {
            var random = new RandomStream(seed, "coverage", cell.Figure, cell.Column, FormattableString.Invariant($"{cell.Rows} {simulation}"));
            found[simulation] = cell.Simulate(random, new() { Resamples = resamples, Seed = unchecked((seed * simulations) + simulation) });
        });
        var coverage = found.Average(one => one.Measured is { } interval && interval.Low <= one.Truth && one.Truth <= interval.High ? 1.0 : 0);
        var measured = found.Where(one => one.Measured is not null).ToArray();
        return new(
            cell, coverage, Math.Sqrt(coverage * (1 - coverage) / simulations), measured.Average(one => one.Measured!.Value.High - one.Measured.Value.Low),
            found.Average(one => one.Truth), measured.Average(one => one.Measured!.Value.Value - one.Truth));
    }
}
