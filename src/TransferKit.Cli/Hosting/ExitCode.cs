namespace TransferKit.Cli.Hosting;

/// <summary>What the process returns; scripts rely on these numbers.</summary>
internal enum ExitCode
{
    /// <summary>All done.</summary>
    Done = 0,

    /// <summary>A fault of the environment or of TransferKit itself.</summary>
    Environment = 1,

    /// <summary>Wrong usage.</summary>
    Usage = 2,

    /// <summary>Bad input: data, image, model, cache, checkpoint.</summary>
    Input = 3,

    /// <summary>A gate was not met.</summary>
    GateNotMet = 4,

    /// <summary>Stopped by Ctrl-C (128 + SIGINT).</summary>
    Interrupted = 130,

    /// <summary>Stopped by SIGTERM (128 + 15).</summary>
    Terminated = 143,
}
