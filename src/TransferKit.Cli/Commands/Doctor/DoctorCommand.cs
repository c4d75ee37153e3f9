using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Doctor;

/// <summary>Checks the installation.</summary>
internal sealed class DoctorCommand : CliCommand<DoctorOptions>
{
    public DoctorCommand(CommandHost host)
        : base("doctor", "Checks versions, native libraries, folders and threads; exit code 1 if something is broken.", host)
    {
        Examples = ["transferkit doctor"];
        Add();
    }

    protected override DoctorOptions Read(ParseResult parsed) => new();

    protected override Task<ExitCode> RunAsync(DoctorOptions options, CommandHost host, CancellationToken cancellation)
    {
        var report = DoctorReport.Create();
        host.Print(report, () => DoctorDocument.Of(report), DoctorText.Write);
        return Task.FromResult(report.Healthy ? ExitCode.Done : ExitCode.Environment);
    }
}
