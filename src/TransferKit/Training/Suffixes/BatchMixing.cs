using System.Numerics.Tensors;
using TransferKit.Foundation;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Suffixes;

/// <summary>How the images of one batch are mixed: activations at the cut, what heads read of frozen stages, and targets alike.</summary>
/// <param name="Mixture">Partners and shares.</param>
/// <param name="Pasted">The part of the map that comes from the partner; null where all of it is mixed.</param>
/// <param name="Width">Positions of the map, across.</param>
internal sealed record BatchMixing(Mixture Mixture, MapRectangle? Pasted, int Width)
{
    /// <summary>Writes an image's activation, mixed with its partner's, as [positions, channels] or as it is.</summary>
    public void Mix(ReadOnlySpan<float> own, ReadOnlySpan<float> partner, int channels, Span<float> target)
    {
        if (Pasted is not { } pasted)
        {
            TensorPrimitives.Multiply(partner, 1 - Mixture.Share, target);
            TensorPrimitives.MultiplyAdd(own, Mixture.Share, target, target);
            return;
        }

        own.CopyTo(target);
        for (var row = pasted.Top; row < pasted.Bottom; row++)
        {
            var (from, length) = (((row * Width) + pasted.Left) * channels, (pasted.Right - pasted.Left) * channels);
            partner.Slice(from, length).CopyTo(target[from..]);
        }
    }

    /// <summary>Draws for one step, by mixup or cutmix or, where both are asked for, by one of them at random; null for neither.</summary>
    public static BatchMixing? Draw(MixUp? mixUp, CutMix? cutMix, int rows, int width, RandomStream random)
    {
        if (cutMix is not null && (mixUp is null || random.NextDouble() < 0.5))
        {
            var (mixture, pasted) = cutMix.Draw(rows, random);
            return new(mixture, pasted, width);
        }

        return mixUp is null ? null : new(mixUp.Draw(rows, random), null, width);
    }
}
