namespace TransferKit.Cli.Commands.Doctor;

/// <summary>What <c>doctor</c> was asked for: there is nothing to choose.</summary>
internal sealed record DoctorOptions;
