namespace TransferKit.Runs;

/// <summary>What was said of every image of a run, not a number where nothing was said.</summary>
/// <param name="Model">By the saved model: [images, outputs].</param>
/// <param name="Folds">By the fold model that did not see the image: [images, outputs]; empty without folds.</param>
/// <param name="FoldThresholds">Multi-label: the thresholds of that fold model, [images, labels]; else empty.</param>
internal sealed record RunAnswers(float[] Model, float[] Folds, float[] FoldThresholds)
{
    /// <summary>Nothing was said.</summary>
    public static RunAnswers None { get; } = new([], [], []);

    /// <summary>Puts the answers to some images in their places.</summary>
    /// <param name="images">All images.</param>
    /// <param name="width">Numbers in an answer.</param>
    /// <param name="answers">Images, and their answers one after another.</param>
    public static float[] Place(int images, int width, params IEnumerable<(IReadOnlyList<int> Images, float[] Values)> answers)
    {
        var all = new float[images * width];
        all.AsSpan().Fill(float.NaN);
        foreach (var (answered, values) in answers)
        {
            foreach (var (place, image) in answered.Index())
            {
                values.AsSpan(place * width, width).CopyTo(all.AsSpan(image * width));
            }
        }

        return all;
    }
}
