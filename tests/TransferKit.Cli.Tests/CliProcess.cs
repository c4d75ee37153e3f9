using System.Diagnostics;

namespace TransferKit.Cli.Tests;

/// <summary>The command line as a process of its own.</summary>
internal static class CliProcess
{
    /// <summary>Starts it.</summary>
    /// <param name="home">Its store, cache and looks.</param>
    /// <param name="arguments">The words after the program's name.</param>
    public static Process Start(string home, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TransferKit.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TRANSFERKIT_HOME"] = home;
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<CliRun> RunAsync(string home, params string[] arguments)
    {
        using var process = Start(home, arguments);
        return await EndAsync(process);
    }

    /// <summary>Reads what a started process prints, to its end.</summary>
    public static async Task<CliRun> EndAsync(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await error);
    }

    /// <summary>Waits until a file or folder is there, or the process has ended.</summary>
    public static async Task WhenThereAsync(Process process, string path)
    {
        for (var started = Stopwatch.StartNew(); !process.HasExited && started.Elapsed.TotalSeconds < 60 && !Path.Exists(path);)
        {
            await Task.Delay(2);
        }
    }
}
