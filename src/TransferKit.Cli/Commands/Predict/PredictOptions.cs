namespace TransferKit.Cli.Commands.Predict;

/// <summary>What <c>predict</c> was asked for.</summary>
internal sealed record PredictOptions
{
    /// <summary>The model file.</summary>
    public required string Model { get; init; }

    /// <summary>Files and folders, in the order given.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>How many classes are shown, best first.</summary>
    public required int Top { get; init; }

    /// <summary>A table to write, or null.</summary>
    public required string? Csv { get; init; }

    /// <summary>The score below which the answer is "unsure"; null to answer always.</summary>
    public required double? AbstainBelow { get; init; }

    /// <summary>Whether the answer is the mean over the image and its mirror image.</summary>
    public required bool TestTimeAugmentation { get; init; }
}
