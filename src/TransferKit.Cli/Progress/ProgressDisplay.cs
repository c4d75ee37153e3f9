using Spectre.Console;
using TransferKit.Cli.Hosting;
using TransferKit.Foundation;

namespace TransferKit.Cli.Progress;

/// <summary>Chooses how progress is shown: redrawn bars with time left on a terminal, plain lines elsewhere.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs work and shows its progress on the error stream.</summary>
    public static async Task<T> RunAsync<T>(CommandHost host, Func<IProgress<ProgressReport>, Task<T>> work)
    {
        if (host.ProgressTerminal is not { } terminal)
        {
            return await work(new LineProgress(host.Error, host.Time));
        }

        return await terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new LiveProgress(context)));
    }
}
