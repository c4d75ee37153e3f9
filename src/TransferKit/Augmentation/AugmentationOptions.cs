using TransferKit.Foundation;

namespace TransferKit.Augmentation;

/// <summary>Which random changes pictures go through, in the order of the properties; null leaves a change out.</summary>
public sealed record AugmentationOptions
{
    /// <summary>No change at all.</summary>
    public static AugmentationOptions None { get; } = new();

    /// <summary>Flip and a mild crop: hardly ever wrong for photos.</summary>
    public static AugmentationOptions Light { get; } = new() { Crop = new(), Flip = new() };

    /// <summary><see cref="Light"/> and colours.</summary>
    public static AugmentationOptions Standard { get; } = Light with { Colour = new() };

    /// <summary><see cref="Standard"/> with smaller parts, rotation, blur and erasing.</summary>
    public static AugmentationOptions Strong { get; } = Standard with
    {
        Crop = new() { LeastArea = 0.5 },
        Rotation = new(),
        Blur = new(),
        Erasing = new(),
    };

    /// <summary>The ready-made choices by the names that <c>--augment</c> takes.</summary>
    public static IReadOnlyDictionary<string, AugmentationOptions> Presets { get; } = new OrderedDictionary<string, AugmentationOptions>
    {
        ["none"] = None,
        ["light"] = Light,
        ["standard"] = Standard,
        ["strong"] = Strong,
    };

    /// <summary>A random part of the picture.</summary>
    /// <value>Default null.</value>
    public RandomCrop? Crop { get; init; }

    /// <summary>Left and right exchanged.</summary>
    /// <value>Default null.</value>
    public HorizontalFlip? Flip { get; init; }

    /// <summary>A small turn.</summary>
    /// <value>Default null.</value>
    public Rotation? Rotation { get; init; }

    /// <summary>Other colours.</summary>
    /// <value>Default null.</value>
    public ColourJitter? Colour { get; init; }

    /// <summary>Less sharp.</summary>
    /// <value>Default null.</value>
    public GaussianBlur? Blur { get; init; }

    /// <summary>A rectangle of noise.</summary>
    /// <value>Default null.</value>
    public RandomErasing? Erasing { get; init; }

    /// <summary>The preset's name, or <c>custom</c>.</summary>
    public string Name => Presets.FirstOrDefault(preset => preset.Value == this).Key ?? "custom";

    /// <summary>Whether nothing is changed.</summary>
    public bool IsNone => this == None;

    /// <summary>What is changed, as text that is equal exactly where the options are.</summary>
    public string Recipe => IsNone ? "none" : string.Join(", ", Changes.Select(change => change.Recipe));

    /// <summary>The changes, in order.</summary>
    internal IEnumerable<PixelChange> Changes => new PixelChange?[] { Crop, Flip, Rotation, Colour, Blur, Erasing }.OfType<PixelChange>();

    /// <summary>Checks every change.</summary>
    /// <exception cref="InvalidOptionsException">One of its options is out of range.</exception>
    internal void Check()
    {
        foreach (var change in Changes)
        {
            change.Check();
        }
    }
}
