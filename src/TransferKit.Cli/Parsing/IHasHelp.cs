namespace TransferKit.Cli.Parsing;

/// <summary>What a command's help shows beside its description.</summary>
internal interface IHasHelp
{
    /// <summary>Its options in sections.</summary>
    IReadOnlyList<OptionGroup> Groups { get; }

    /// <summary>Command lines to copy.</summary>
    IReadOnlyList<string> Examples { get; }
}
