using System.Diagnostics;
using System.Globalization;

namespace TransferKit.Bench.Steps;

/// <summary>A program that takes one training step for each line it reads, and prints its milliseconds.</summary>
internal sealed class StepServer : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <param name="name">What the figures are called.</param>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public StepServer(string name, string file, params string[] arguments)
    {
        Name = name;
        _process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        About = Read();
    }

    public string Name { get; }

    /// <summary>What it said of itself when it was ready.</summary>
    public string About { get; }

    /// <summary>Milliseconds of each step so far.</summary>
    public List<double> Times { get; } = [];

    /// <summary>One step.</summary>
    public void Step()
    {
        // The other programs' threads may still be spinning.
        Thread.Sleep(50);
        _process.StandardInput.WriteLine();
        Times.Add(double.Parse(Read(), CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Read() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{Name} ended; its message stands above.");
}
