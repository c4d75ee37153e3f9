using System.CommandLine;
using System.CommandLine.Invocation;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Help;

/// <summary>The help text of a command: description, usage, options in sections, examples.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return 0;
    }

    /// <summary>Writes the help text of a command.</summary>
    public static void Write(Command command, TextWriter output)
    {
        var page = new HelpPage(output);
        page.Paragraph(command.Description ?? "");
        page.Section("Usage", Usage(command));
        page.Section("Arguments", [.. command.Arguments.Select(argument => (Placeholder(argument), argument.Description ?? ""))]);
        page.Section("Commands", [.. command.Subcommands.Where(child => !child.Hidden).Select(child => (child.Name, child.Description ?? ""))]);
        foreach (var group in (command as IHasHelp)?.Groups ?? [])
        {
            page.Section(group.Title, Rows(group.Options));
        }

        page.Section("Always", Rows(Common(command)));
        page.Section("Examples", [.. (command as IHasHelp)?.Examples ?? []]);
    }

    private static string Usage(Command command)
    {
        var path = command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Usage(parent).Split(" <")[0]} {command.Name}" : CommandLine.Name;
        var words = command.Arguments.Select(argument =>
            Placeholder(argument) + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : ""));
        var required = command.Options.Where(option => option.Required).Select(option => $"{option.Name} <{option.HelpName}>");
        return string.Join(' ', [
            path,
            .. command.Subcommands.Count > 0 ? ["<command>"] : words,
            .. required,
            command.Options.Any(option => !option.Required) || command is IHasHelp ? "[options]" : ""]);
    }

    private static IReadOnlyList<(string Term, string Meaning)> Rows(IEnumerable<Option> options) =>
        [.. options.Select(option => (Term(option), (option.Description ?? "") + (option.Required ? " Required." : "")))];

    private static string Term(Option option) =>
        string.Join(", ", option.Aliases.Where(alias => alias is "-h").Append(option.Name))
        + (option.HelpName is { } value ? $" <{value}>" : "");

    private static string Placeholder(Argument argument) =>
        argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.HelpName ?? argument.Name}]" : $"<{argument.HelpName ?? argument.Name}>";

    private static IEnumerable<Option> Common(Command command) =>
        command.Parents.OfType<Command>().SelectMany(Common)
            .Concat(command.Options.Where(option => option.Recursive || option is VersionOption))
            .DistinctBy(option => option.Name)
            .Where(option => command is RootCommand || option is not VersionOption);
}
