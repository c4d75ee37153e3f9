using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Augmentation;

/// <summary>One kind of random change of decoded pixels, with its options.</summary>
public abstract record PixelChange
{
    private protected PixelChange()
    {
    }

    /// <summary>What its random numbers are drawn for: the key of its stream.</summary>
    internal abstract string Name { get; }

    /// <summary>Its options as text that is equal exactly where the change is.</summary>
    internal abstract string Recipe { get; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="InvalidOptionsException">One is out of range.</exception>
    internal abstract void Check();

    /// <summary>Changes a picture.</summary>
    /// <param name="image">The picture; it is taken over and may be written to.</param>
    /// <param name="random">Where the random numbers come from.</param>
    /// <returns>The changed picture.</returns>
    internal abstract RgbImage Apply(RgbImage image, RandomStream random);

    /// <summary>Where a box of the picture is after the change, not cut to it; of most changes, where it was.</summary>
    /// <param name="box">The box, in shares of the picture's sides.</param>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    /// <param name="random">Random numbers as <see cref="Apply"/> has them.</param>
    internal virtual Box Move(Box box, int width, int height, RandomStream random) => box;

    private protected void Range(string option, double value, double low, double high)
    {
        if (!(value >= low && value <= high))
        {
            throw Out(option, FormattableString.Invariant($"{value}"), FormattableString.Invariant($"{low} to {high}"));
        }
    }

    private protected void Range(string option, double least, double most, double low, double high)
    {
        if (!(least >= low && most <= high && least <= most))
        {
            throw Out(
                option, FormattableString.Invariant($"{least} to {most}"),
                FormattableString.Invariant($"{low} to {high}, the smaller number first"));
        }
    }

    private InvalidOptionsException Out(string option, string found, string allowed) =>
        new($"'{Name} {option}' is {found}; allowed: {allowed}.");
}
