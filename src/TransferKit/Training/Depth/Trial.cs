namespace TransferKit.Training.Depth;

/// <summary>What training a candidate on one inner fold gave.</summary>
/// <param name="Seconds">How long it took; in float32, as the journal keeps it.</param>
/// <param name="Predicted">How long training it takes, without what is computed once; infinite where it diverged.</param>
/// <param name="Losses">The loss of every held-out image; null where it diverged, or was stopped because the time would not have sufficed.</param>
internal sealed record Trial(float Seconds, float Predicted, IReadOnlyList<float>? Losses)
{
    private const int Finished = 1;

    /// <summary>Reads what <see cref="ToValues"/> gave.</summary>
    public static Trial FromValues(ReadOnlySpan<float> values) => new(values[0], values[1], values[2] == Finished ? values[3..].ToArray() : null);

    /// <summary>All of it as one array.</summary>
    public float[] ToValues() => [Seconds, Predicted, Losses is null ? 0 : Finished, .. Losses ?? []];
}
