using TransferKit.Foundation;
using TransferKit.Training;

namespace TransferKit.Pipelines.Comparing;

/// <summary>How a staged pipeline is compared with one model from pixels to answer.</summary>
public sealed record PipelineComparisonOptions
{
    /// <summary>How many images each fold learns from; empty for all of a fold's alone.</summary>
    /// <value>Default empty; different ones, each 2 or more.</value>
    public IReadOnlyList<int> Sizes { get; init; } = [];

    /// <summary>Whether all images of a fold are a size beside <see cref="Sizes"/>.</summary>
    /// <value>Default true.</value>
    public bool WithAll { get; init; } = true;

    /// <summary>Folds: each image is answered once a seed by models that did not see it.</summary>
    /// <value>Default 5; 2 to 1,000.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Folds inside a fold's training images: a later step learns from what earlier ones say of images that they did not see.</summary>
    /// <value>Default 3; 2 to 100.</value>
    public int InnerFolds { get; init; } = 3;

    /// <summary>The seeds.</summary>
    /// <value>Default 7 alone; 1 to 1,000 different ones.</value>
    public IReadOnlyList<int> Seeds { get; init; } = [7];

    /// <summary>How every trained step, and the one model, is trained. Its cache is what lets sizes and folds share features.</summary>
    /// <value>Default: the defaults of a training.</value>
    public FineTuneOptions Training { get; init; } = new();

    /// <summary>Where pictures that steps make are kept while it runs.</summary>
    /// <value>Default null: a temporary folder that is deleted in the end.</value>
    public string? PictureFolder { get; init; }

    /// <summary>Where the pipeline is written that is trained on all images, or null.</summary>
    /// <value>Default null.</value>
    public string? SaveTo { get; init; }

    internal void Check()
    {
        if (Folds is < 2 or > 1_000 || InnerFolds is < 2 or > 100)
        {
            throw new InvalidOptionsException($"'folds' is {Folds} and 'inner-folds' {InnerFolds}; allowed: 2 to 1,000 and 2 to 100.");
        }

        if (Sizes.Any(size => size < 2) || Sizes.Distinct().Count() != Sizes.Count || (Sizes.Count == 0 && !WithAll))
        {
            throw new InvalidOptionsException($"'sizes' is {string.Join(",", Sizes)}; allowed: different ones, each 2 or more.");
        }

        if (Seeds.Count is < 1 or > 1_000 || Seeds.Distinct().Count() != Seeds.Count)
        {
            throw new InvalidOptionsException($"'seeds' is {string.Join(",", Seeds)}; allowed: 1 to 1,000 different ones.");
        }

        Training.Check();
    }
}
