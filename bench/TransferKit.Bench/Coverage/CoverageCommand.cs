using System.CommandLine;

namespace TransferKit.Bench.Coverage;

/// <summary>How often 95 % intervals hold the truth, by simulation.</summary>
internal static class CoverageCommand
{
    public static Command Create()
    {
        var simulations = new Option<int>("--simulations") { DefaultValueFactory = _ => 2_000, Description = "simulations of each cell (default 2000)" };
        var resamples = new Option<int>("--resamples") { DefaultValueFactory = _ => 1_000, Description = "resamples of each bootstrap (default 1000; the library's own default is 2000)" };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "seed (default 1)" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "simulations at once (default: all processors)" };
        var rows = new Option<int[]>("--rows") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [50, 200, 1_000], Description = "rows of each simulation (default 50 200 1000)" };
        var figures = new Option<string[]>("--figures") { AllowMultipleArgumentsPerToken = true, Description = "names of rows of the table (default: all)" };
        var command = new Command("coverage", "Coverage of 95 % intervals by simulation, as tables.") { simulations, resamples, seed, threads, rows, figures };
        command.SetAction(arguments =>
        {
            var only = arguments.GetValue(figures)!;
            var study = new CoverageStudy(arguments.GetValue(simulations), arguments.GetValue(resamples), arguments.GetValue(seed), arguments.GetValue(threads));
            var found = new List<CoverageResult>();
            foreach (var cell in CoverageCells.All(arguments.GetValue(rows)!).Where(cell => only.Length == 0 || only.Contains(cell.Figure)))
            {
                var started = TimeProvider.System.GetTimestamp();
                found.Add(study.Run(cell));
                Console.Error.WriteLine(FormattableString.Invariant($"{found[^1]} ({TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s)"));
            }

            Console.WriteLine(CoverageTable.Of(found));
        });
        return command;
    }
}
