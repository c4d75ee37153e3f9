namespace TransferKit.Cli.Commands.Doctor;

/// <summary>What <c>doctor --json</c> prints.</summary>
internal sealed record DoctorDocument(
    bool Ok, string Version, string Runtime, string Platform, int Threads, IReadOnlyList<CheckDocument> Checks)
{
    /// <summary>The document of a report.</summary>
    public static DoctorDocument Of(DoctorReport report) => new(
        report.Healthy,
        report.Version,
        report.Runtime,
        report.Platform,
        report.Threads,
        [.. report.Checks.Select(check => new CheckDocument(check.Name, check.Healthy, check.Found))]);
}

/// <summary>One check.</summary>
internal sealed record CheckDocument(string Name, bool Ok, string Found);
