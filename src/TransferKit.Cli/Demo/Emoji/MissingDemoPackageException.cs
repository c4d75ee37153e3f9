using TransferKit.Foundation;

namespace TransferKit.Cli.Demo.Emoji;

/// <summary>The npm packages with the demo's pictures are not on this machine.</summary>
/// <param name="cards">The packages that are needed.</param>
/// <param name="searched">The folders that were searched.</param>
internal sealed class MissingDemoPackageException(IReadOnlyList<EmojiCard> cards, IReadOnlyList<string> searched) : TransferKitException(
    $"The demo's pictures come from npm packages that the repository's build installs: {string.Join(", ", cards.Select(card => $"{card.Package} {card.Version}"))}. "
    + (searched.Count == 0
        ? $"No folder eng/native/node_modules lies above '{AppContext.BaseDirectory}'. "
        : $"One or more are missing in: {string.Join(", ", searched)}. ")
    + "TransferKit downloads nothing: clone the repository, build it, and run the demo there.")
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "missing-package";
}
