using TransferKit.Runs;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>How often dev and test have been looked at.</summary>
internal sealed record LooksDocument(int Dev, int Test)
{
    /// <summary>The document of counts.</summary>
    public static LooksDocument Of(LookCounts looks) => new(looks.Dev, looks.Test);
}
