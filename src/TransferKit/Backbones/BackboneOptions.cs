using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Backbones;

/// <summary>How a backbone is read where its file does not say, or where the caller knows better.</summary>
public sealed record BackboneOptions
{
    /// <summary>The least <see cref="InputSize"/>.</summary>
    public const int LeastInputSize = 16;

    /// <summary>The greatest <see cref="InputSize"/>.</summary>
    public const int GreatestInputSize = 4096;

    /// <summary>Width and height of the picture.</summary>
    /// <value>Pixels, 16 to 4096. Default: what the file or card says, else 224 (said in <see cref="Backbone.Notes"/>).</value>
    public int? InputSize { get; init; }

    /// <summary>What black and white become.</summary>
    /// <value>Default: what the file or card says, else a guess (said in <see cref="Backbone.Notes"/>).</value>
    public InputRange? InputRange { get; init; }

    /// <summary>The order of the input's axes.</summary>
    /// <value>Default: read from the input's shape.</value>
    public TensorLayout? InputLayout { get; init; }

    /// <summary>Which input takes the picture.</summary>
    /// <value>Default: the only input that can.</value>
    public string? InputName { get; init; }

    /// <summary>How a picture comes to the input's size.</summary>
    /// <value>Default: what the file says, else <see cref="ResizeMode.Stretch"/>.</value>
    public ResizeMode? Resize { get; init; }

    /// <summary>Where the backbones of the catalogue are kept and come from.</summary>
    /// <value>Default: the user's cache folder; the files beside the program.</value>
    public BackboneStoreOptions? Store { get; init; }

    internal void Check()
    {
        if (InputSize is < LeastInputSize or > GreatestInputSize)
        {
            throw new InvalidOptionsException($"'input-size' is {InputSize}; allowed: {LeastInputSize} to {GreatestInputSize} pixels.");
        }

        if (InputRange is { } range && !(float.IsFinite(range.Low) && float.IsFinite(range.High) && range.Low < range.High))
        {
            throw new InvalidOptionsException($"'input-range' is {range}; allowed: A:B with A below B, such as 0:255, 0:1 or -1:1.");
        }
    }
}
