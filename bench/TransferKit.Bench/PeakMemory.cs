using System.Globalization;

namespace TransferKit.Bench;

/// <summary>The most memory that this process has held.</summary>
internal static class PeakMemory
{
    /// <summary>MiB of resident memory, or null where the system does not tell.</summary>
    public static double? MiB()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status))
        {
            return null;
        }

        var line = File.ReadLines(Status).First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return Math.Round(double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024, 1);
    }
}
