namespace TransferKit.Cli.Commands.Backbones;

/// <summary>What <c>backbones</c> was asked for: there is nothing to choose.</summary>
internal sealed record BackbonesOptions;
