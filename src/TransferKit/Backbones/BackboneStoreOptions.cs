namespace TransferKit.Backbones;

/// <summary>Where backbones are kept, and where they come from.</summary>
public sealed record BackboneStoreOptions
{
    /// <summary>The folder that holds converted backbones.</summary>
    /// <value>
    /// Default: <c>backbones</c> in the folder that the environment variable <c>TRANSFERKIT_HOME</c> names; without it
    /// <c>transferkit/backbones</c> in the user's cache folder (<c>XDG_CACHE_HOME</c>, else the platform's own).
    /// </value>
    public string? Folder { get; init; }

    /// <summary>A <c>node_modules</c> folder that holds the npm packages of the catalogue; it alone is searched then.</summary>
    /// <value>Default: the folder <c>backbones</c> beside the program, then <c>eng/native/node_modules</c> above it.</value>
    public string? PackageFolder { get; init; }
}
