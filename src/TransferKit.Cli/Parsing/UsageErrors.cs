using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using TransferKit.Cli.Hosting;
using TransferKit.Foundation;

namespace TransferKit.Cli.Parsing;

/// <summary>Says what is wrong with a command line, with the nearest name for a mistyped one.</summary>
internal static class UsageErrors
{
    /// <summary>Finds the first error that explains the others.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="args">The raw arguments.</param>
    /// <returns>The error, or null if there is none.</returns>
    public static UsageException? Find(ParseResult parsed, IReadOnlyList<string> args)
    {
        if (parsed.Action is CommandLineAction { ClearsParseErrors: true })
        {
            return null;
        }

        var message = UnknownOption(parsed, args) ?? UnknownWord(parsed) ?? parsed.Errors.FirstOrDefault()?.Message;
        return message is null ? null : new UsageException(message, PathOf(parsed.CommandResult));
    }

    private static string? UnknownOption(ParseResult parsed, IReadOnlyList<string> args)
    {
        // The parser would take an unknown '--option' for a file name wherever the command has room for one.
        var beforeSeparator = args.TakeWhile(word => word != "--").ToHashSet();
        var unknown = parsed.Tokens.FirstOrDefault(token =>
            token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal) && beforeSeparator.Contains(token.Value));
        return unknown is null ? null : $"Unknown option '{unknown.Value}'.{NearestName.Question(unknown.Value.Split('=')[0], OptionNames(parsed))}";
    }

    private static string? UnknownWord(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is not [var word, ..])
        {
            return null;
        }

        var command = parsed.CommandResult.Command;
        return command.Subcommands.Count > 0 && command.Arguments.Count == 0
            ? $"Unknown command '{word}'.{NearestName.Question(word, command.Subcommands.Select(known => known.Name))}"
            : $"'{word}' was not expected here.{NearestName.Question(word, OptionNames(parsed))}";
    }

    private static IEnumerable<string> OptionNames(ParseResult parsed)
    {
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = result.Parent)
        {
            foreach (var option in command.Command.Options.Where(option => result == parsed.CommandResult || option.Recursive))
            {
                yield return option.Name;
            }
        }
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}".Trim() : "";
}
