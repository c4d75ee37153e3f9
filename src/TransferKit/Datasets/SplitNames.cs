namespace TransferKit.Datasets;

/// <summary>How the parts of a split are written in files and folder names.</summary>
public static class SplitNames
{
    /// <summary>The spellings that are read, for messages.</summary>
    public const string Allowed = "train, train-dev, dev (or val, valid, validation), test";

    /// <summary>The spelling that is written: <c>train</c>, <c>train-dev</c>, <c>dev</c> or <c>test</c>.</summary>
    public static string ToText(this SplitName split) => split switch
    {
        SplitName.Train => "train",
        SplitName.TrainDev => "train-dev",
        SplitName.Dev => "dev",
        SplitName.Test => "test",
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, null),
    };

    /// <summary>Reads a spelling, in any letter case; <see cref="Allowed"/> lists them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="split">The part it names.</param>
    /// <returns>Whether it names one.</returns>
    public static bool TryParse(string text, out SplitName split)
    {
        SplitName? found = text.ToLowerInvariant() switch
        {
            "train" => SplitName.Train,
            "train-dev" => SplitName.TrainDev,
            "dev" or "val" or "valid" or "validation" => SplitName.Dev,
            "test" => SplitName.Test,
            _ => null,
        };
        split = found.GetValueOrDefault();
        return found is not null;
    }
}
