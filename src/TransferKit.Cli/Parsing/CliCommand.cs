using System.CommandLine;
using TransferKit.Cli.Hosting;

namespace TransferKit.Cli.Parsing;

/// <summary>A command: its options as a record, and what it does with them.</summary>
/// <typeparam name="TOptions">What was asked for, as a record.</typeparam>
internal abstract class CliCommand<TOptions> : Command, IHasHelp
{
    /// <summary>Describes the command.</summary>
    /// <param name="name">What the user types.</param>
    /// <param name="description">One or two sentences.</param>
    /// <param name="host">What the command may touch.</param>
    protected CliCommand(string name, string description, CommandHost host)
        : base(name, description) =>
        SetAction(async (parsed, cancellation) => (int)await RunAsync(Read(parsed), host, cancellation));

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups { get; private set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; protected init; } = [];

    /// <summary>Adds options, in sections of the help text.</summary>
    protected void Add(params IReadOnlyList<OptionGroup> groups)
    {
        Groups = groups;
        foreach (var option in groups.SelectMany(group => group.Options))
        {
            Add(option);
        }
    }

    /// <summary>Turns the parsed command line into options.</summary>
    protected abstract TOptions Read(ParseResult parsed);

    /// <summary>Does the work.</summary>
    protected abstract Task<ExitCode> RunAsync(TOptions options, CommandHost host, CancellationToken cancellation);
}
