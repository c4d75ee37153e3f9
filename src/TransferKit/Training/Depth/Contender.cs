namespace TransferKit.Training.Depth;

/// <summary>A candidate in the race.</summary>
/// <param name="candidate">The candidate.</param>
internal sealed class Contender(DepthCandidate candidate)
{
    private readonly List<IReadOnlyList<float>> _losses = [];

    public DepthCandidate Candidate { get; } = candidate;

    /// <summary>The losses of each fold that it was tried on.</summary>
    public IReadOnlyList<IReadOnlyList<float>> Losses => _losses;

    /// <summary>The seconds spent on it.</summary>
    public double Seconds { get; private set; }

    /// <summary>What training it on one fold takes; null before it was tried.</summary>
    public double? SecondsOfOne { get; private set; }

    /// <summary>Why it was tried no further, or null.</summary>
    public string? Note { get; set; }

    /// <summary>The mean over all images of its first folds.</summary>
    public double Mean(int folds) => _losses.Take(folds).SelectMany(fold => fold).Average();

    /// <summary>Adds a trial.</summary>
    /// <returns>Whether it was finished.</returns>
    public bool Add(Trial trial)
    {
        Seconds += trial.Seconds;
        SecondsOfOne = float.IsFinite(trial.Predicted) ? trial.Predicted : null;
        if (trial.Losses is { } losses)
        {
            _losses.Add(losses);
        }

        return trial.Losses is not null;
    }
}
