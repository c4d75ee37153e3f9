using System.CommandLine;

namespace TransferKit.Cli.Parsing;

/// <summary>Options that belong together: a section of a command's help.</summary>
/// <param name="title">The section's title.</param>
internal abstract class OptionGroup(string title)
{
    /// <summary>The section's title.</summary>
    public string Title { get; } = title;

    /// <summary>The options in the order of the help text.</summary>
    public abstract IReadOnlyList<Option> Options { get; }
}
