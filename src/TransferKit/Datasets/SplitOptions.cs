using TransferKit.Foundation;

namespace TransferKit.Datasets;

/// <summary>How a data set is split.</summary>
public sealed record SplitOptions
{
    /// <summary>Dev's share of the images.</summary>
    /// <value>Default null: 0.15, or from 64,000 images on the 9,600 that make a half-width of 0.01; else 0 to 0.45, 0 for none.</value>
    public double? Dev { get; init; }

    /// <summary>Test's share of the images.</summary>
    /// <value>Default null: as for <see cref="Dev"/>; else 0 to 0.45, 0 for none.</value>
    public double? Test { get; init; }

    /// <summary>The source whose distribution dev and test follow; images of other sources go to train and train-dev.</summary>
    /// <value>Default null: all sources alike.</value>
    public string? Target { get; init; }

    /// <summary>With a target: the share of the other sources' images that goes to train-dev.</summary>
    /// <value>Default 0.15; 0 to 0.45, 0 for none.</value>
    public double TrainDev { get; init; } = 0.15;

    /// <exception cref="InvalidOptionsException">A value is out of its range, or the target is no source of the data.</exception>
    internal void Check(ImageDataset dataset)
    {
        CheckShare("dev", Dev ?? 0);
        CheckShare("test", Test ?? 0);
        CheckShare("train-dev", TrainDev);
        if (Target is not null && dataset.Samples.All(sample => sample.Source != Target))
        {
            var sources = dataset.Samples.Select(sample => sample.Source).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray();
            throw new InvalidOptionsException($"'target' is '{Target}', which is no source of the data; "
                + (sources.Length == 0 ? "they have no column 'source'" : $"the sources are: {string.Join(", ", sources)}"));
        }
    }

    private static void CheckShare(string name, double share)
    {
        if (!(share is >= 0 and <= 0.45))
        {
            throw new InvalidOptionsException(FormattableString.Invariant($"'{name}' is {share}; allowed: 0 to 0.45"));
        }
    }
}
