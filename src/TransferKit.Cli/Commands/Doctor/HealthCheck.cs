using TransferKit.Foundation;

namespace TransferKit.Cli.Commands.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Healthy">Whether it works.</param>
/// <param name="Found">A version, a folder, or what is wrong and what to do.</param>
internal sealed record HealthCheck(string Name, bool Healthy, string Found)
{
    /// <summary>Runs a check that tells what it found, or fails with a TransferKit error.</summary>
    public static HealthCheck Run(string name, Func<string> check)
    {
        try
        {
            return new(name, true, check());
        }
        catch (TransferKitException error)
        {
            return new(name, false, error.Message);
        }
    }
}
