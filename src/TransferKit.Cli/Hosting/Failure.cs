using TransferKit.Cli.Json;
using TransferKit.Foundation;

namespace TransferKit.Cli.Hosting;

/// <summary>An exception as the user meets it.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Kind">A stable name for scripts.</param>
/// <param name="Message">What failed and what to do.</param>
/// <param name="Path">The file or folder concerned, or null.</param>
internal sealed record Failure(ExitCode Code, string Kind, string Message, string? Path)
{
    /// <summary>Finds the failure that an exception stands for.</summary>
    public static Failure Of(Exception error, ExitCode codeOfCancellation) => Innermost(error) switch
    {
        TransferKitException own => new(CodeOf(own.Fault), own.Kind, own.Message, own.Path),
        StoppedException stopped => new(codeOfCancellation, "cancelled", stopped.Message, null),
        OperationCanceledException => new(codeOfCancellation, "cancelled", "Stopped before the end.", null),
        FileNotFoundException missing => new(ExitCode.Input, "not-found", missing.Message, missing.FileName),
        DirectoryNotFoundException missing => new(ExitCode.Input, "not-found", missing.Message, null),
        IOException or UnauthorizedAccessException => new(ExitCode.Environment, "storage", Innermost(error).Message, null),
        OutOfMemoryException => new(ExitCode.Environment, "out-of-memory", "The memory is used up; a smaller --batch needs less.", null),
        var unexpected => new(
            ExitCode.Environment,
            "internal",
            $"This should not happen ({unexpected.GetType().Name}: {unexpected.Message}). TRANSFERKIT_DEBUG=1 shows where.",
            null),
    };

    /// <summary>Prints the failure: as JSON on the output with <c>--json</c>, and for people on the error stream.</summary>
    public void Print(CommandHost host, Exception error)
    {
        if (host.Json)
        {
            host.PrintDocument(() => new ErrorDocument(new(Kind, Message, Path)));
        }

        host.Error.WriteLine($"error: {Message}");
        if (error is UsageException usage)
        {
            host.Error.WriteLine($"See '{string.Join(' ', new[] { CommandLine.Name, usage.Command, "--help" }.Where(word => word != ""))}'.");
        }

        if (host.ShowsStackTraces)
        {
            host.Error.WriteLine(error);
        }
    }

    private static ExitCode CodeOf(FaultKind fault) => fault switch
    {
        FaultKind.Usage => ExitCode.Usage,
        FaultKind.Input => ExitCode.Input,
        _ => ExitCode.Environment,
    };

    private static Exception Innermost(Exception error) => error switch
    {
        AggregateException { InnerExceptions: [var only, ..] } => Innermost(only),
        TypeInitializationException { InnerException: { } cause } => Innermost(cause),
        _ => error,
    };
}
