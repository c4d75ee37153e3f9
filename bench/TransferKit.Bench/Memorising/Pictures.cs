using TransferKit.Foundation;

namespace TransferKit.Bench.Memorising;

/// <summary>Random pictures with random labels: there is nothing to understand in them, only to remember.</summary>
/// <param name="Images">Values of about unit variance, [N, 3, size, size]: patches and noise, for pictures to differ in the mean too.</param>
/// <param name="Shape">Their shape.</param>
/// <param name="Labels">The class of each.</param>
internal sealed record Pictures(float[] Images, long[] Shape, int[] Labels)
{
    public const int Count = 64;
    public const int Classes = 10;
    private const int Patches = 4;

    /// <summary>Draws 64 pictures.</summary>
    /// <param name="size">Height and width.</param>
    public static Pictures Of(int size)
    {
        var stream = new RandomStream(7, "pictures");
        var images = new float[Count * 3 * size * size];
        for (var plane = 0; plane < Count * 3; plane++)
        {
            var patches = Enumerable.Range(0, Patches * Patches).Select(_ => (float)stream.NextGaussian()).ToArray();
            for (var i = 0; i < size * size; i++)
            {
                var patch = patches[(i / size * Patches / size * Patches) + (i % size * Patches / size)];
                images[(plane * size * size) + i] = (0.8f * patch) + (0.6f * (float)stream.NextGaussian());
            }
        }

        return new(images, [Count, 3, size, size], [.. Enumerable.Range(0, Count).Select(_ => stream.NextInt32(Classes))]);
    }
}
