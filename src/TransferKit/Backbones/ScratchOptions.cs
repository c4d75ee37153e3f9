using TransferKit.Foundation;

namespace TransferKit.Backbones;

/// <summary>The network that <see cref="Backbone.Scratch"/> makes.</summary>
public sealed record ScratchOptions
{
    /// <summary>Its name on the command line: no pretrained backbone.</summary>
    public const string Id = "none";

    /// <summary>The least <see cref="InputSize"/>.</summary>
    public const int LeastInputSize = 32;

    /// <summary>The greatest <see cref="InputSize"/>.</summary>
    public const int GreatestInputSize = 256;

    /// <summary>What <see cref="InputSize"/> is a multiple of, for every pooling to halve it.</summary>
    public const int InputSizeStep = 16;

    /// <summary>Seeds the weights.</summary>
    /// <value>Default 7.</value>
    public int Seed { get; init; } = 7;

    /// <summary>Width and height of the picture.</summary>
    /// <value>Pixels, 32 to 256, a multiple of 16. Default 64.</value>
    public int InputSize { get; init; } = 64;

    internal void Check()
    {
        if (InputSize is < LeastInputSize or > GreatestInputSize || InputSize % InputSizeStep != 0)
        {
            throw new InvalidOptionsException(
                $"'input-size' is {InputSize}; allowed with backbone '{Id}': {LeastInputSize} to {GreatestInputSize} pixels, a multiple of {InputSizeStep}.");
        }
    }
}
