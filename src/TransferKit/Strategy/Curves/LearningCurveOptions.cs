using TransferKit.Foundation;
using TransferKit.Training;

namespace TransferKit.Strategy.Curves;

/// <summary>Over which sizes a learning curve is measured, and how.</summary>
public sealed record LearningCurveOptions
{
    /// <summary>How many training images the models learn from.</summary>
    /// <value>1 or more, each once; no more than a fold's training part holds. At least 2 sizes with <see cref="WithAll"/>.</value>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>Whether all training images of a fold are one more size.</summary>
    /// <value>Default true.</value>
    public bool WithAll { get; init; } = true;

    /// <summary>Folds: each image is predicted once a seed and size by a model that did not see it.</summary>
    /// <value>Default 5; 2 to 1,000, and no more than there are independent images.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Each seed cuts folds of its own and draws subsamples of its own.</summary>
    /// <value>Default 7 alone; 1 to 1,000 different ones. With several, the luck of the draw is in the law's intervals.</value>
    public IReadOnlyList<int> Seeds { get; init; } = [7];

    /// <summary>An error to tell the number of images for.</summary>
    /// <value>Default null: none; else above 0, in the unit of the first task's error.</value>
    public double? TargetError { get; init; }

    /// <summary>How every model is trained. Folds and seed are those above; the depth is given, not chosen. The cache is what lets all sizes share
    /// their features; every size and seed has a folder of its own inside the work folder.</summary>
    /// <value>Default: heads on frozen features, with the defaults of a training.</value>
    public FineTuneOptions Training { get; init; } = new();

    /// <summary>How models of one size are trained with one seed.</summary>
    internal FineTuneOptions Of(int? size, int seed) => Training with
    {
        Folds = Folds,
        Seed = seed,
        WorkFolder = Training.WorkFolder is { } folder
            ? Path.Combine(folder, FormattableString.Invariant($"size-{(size is { } images ? images : "all")}.seed{seed}"))
            : null,
    };

    internal void Check()
    {
        var given = $"'sizes' is {string.Join(",", Sizes)}{(WithAll ? ",all" : "")}";
        if (Sizes.Count + (WithAll ? 1 : 0) < 2 || Sizes.Any(size => size < 1) || Sizes.Distinct().Count() != Sizes.Count)
        {
            throw new InvalidOptionsException($"{given}; allowed: two or more different sizes, each 1 or more.");
        }

        if (Folds is < 2 or > 1_000)
        {
            throw new InvalidOptionsException($"'folds' is {Folds}; allowed: 2 to 1,000.");
        }

        if (Seeds.Count is < 1 or > 1_000 || Seeds.Distinct().Count() != Seeds.Count)
        {
            throw new InvalidOptionsException($"'seeds' is {string.Join(",", Seeds)}; allowed: 1 to 1,000 different ones.");
        }

        if (TargetError is { } target && !(target > 0 && double.IsFinite(target)))
        {
            throw new InvalidOptionsException(FormattableString.Invariant($"'target-error' is {target}; allowed: above 0."));
        }

        if (Training.Retrain.IsAuto)
        {
            throw new InvalidOptionsException("'retrain' is 'auto', which may choose another depth for each size, and then the sizes do not compare; allowed: head, last:N, from:STAGE, all.");
        }

        Of(null, Seeds[0]).Check();
    }
}
