using TransferKit.Evaluation;

namespace TransferKit.Cli.Commands.Evaluate;

/// <summary>What <c>eval</c> was asked for.</summary>
internal sealed record EvaluateOptions
{
    /// <summary>The model file.</summary>
    public required string Model { get; init; }

    /// <summary>The folder or table to score it on.</summary>
    public required string Data { get; init; }

    /// <summary>The table's column of image paths, or null.</summary>
    public required string? Image { get; init; }

    /// <summary>Whether images that the model was trained on count too.</summary>
    public required bool IncludeSeen { get; init; }

    /// <summary>Whether mirrored images count too.</summary>
    public required bool TestTimeAugmentation { get; init; }

    /// <summary>The contract of what counts; null for what the model was made for.</summary>
    public required string? Contract { get; init; }

    /// <summary>Limits that the figures must keep.</summary>
    public required IReadOnlyList<Gate> Gates { get; init; }
}
