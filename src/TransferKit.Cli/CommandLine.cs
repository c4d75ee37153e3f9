using System.CommandLine;
using TransferKit.Cli.Commands;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli;

/// <summary>The <c>transferkit</c> command line.</summary>
internal static class CommandLine
{
    /// <summary>What the user types.</summary>
    public const string Name = "transferkit";

    // '@' begins a file name like any other: no response files.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    /// <summary>Parses and runs a command line.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="host">What the command may touch.</param>
    /// <param name="cancellation">Stops the command, which saves its state first.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CommandHost host, CancellationToken cancellation = default)
    {
        host.Arguments = args;
        host.Json = args.TakeWhile(word => word != "--").Contains(ProgramCommand.Json);
        try
        {
            var parsed = new ProgramCommand(host).Parse(args, Parser);
            if (UsageErrors.Find(parsed, args) is { } wrong)
            {
                throw wrong;
            }

            var invocation = new InvocationConfiguration
            {
                Output = host.Output,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (Exception error)
        {
            var failure = Failure.Of(error, host.CodeOfCancellation());
            failure.Print(host, error);
            return (int)failure.Code;
        }
    }
}
