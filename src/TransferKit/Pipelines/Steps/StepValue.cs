using TransferKit.Imaging;

namespace TransferKit.Pipelines.Steps;

/// <summary>What a step takes or gives.</summary>
public enum StepValueKind
{
    /// <summary>A picture.</summary>
    Image,

    /// <summary>An upright rectangle in a picture.</summary>
    Box,

    /// <summary>One of several classes, as a probability each.</summary>
    Class,

    /// <summary>A number.</summary>
    Number,
}

/// <summary>What flows between steps for one picture.</summary>
public sealed class StepValue
{
    private readonly Lazy<RgbImage>? _image;

    private StepValue(StepValueKind kind, float[] numbers, Lazy<RgbImage>? image) => (Kind, Numbers, _image) = (kind, numbers, image);

    /// <summary>What it is.</summary>
    public StepValueKind Kind { get; }

    /// <summary>The pixels, upright, at the source's resolution.</summary>
    /// <exception cref="InvalidOperationException">It is no picture.</exception>
    public RgbImage Image => _image?.Value ?? throw Wrong(StepValueKind.Image);

    /// <summary>The rectangle, in shares of the picture's sides.</summary>
    /// <exception cref="InvalidOperationException">It is no box.</exception>
    public Box Box => Kind == StepValueKind.Box ? Imaging.Box.Of(Numbers) : throw Wrong(StepValueKind.Box);

    /// <summary>The probability of each class, in the order of the step's classes.</summary>
    /// <exception cref="InvalidOperationException">It is no class.</exception>
    public IReadOnlyList<float> Probabilities => Kind == StepValueKind.Class ? Numbers : throw Wrong(StepValueKind.Class);

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">It is no number.</exception>
    public float Number => Kind == StepValueKind.Number ? Numbers[0] : throw Wrong(StepValueKind.Number);

    /// <summary>All but pictures as numbers.</summary>
    internal float[] Numbers { get; }

    /// <summary>A picture.</summary>
    public static StepValue Of(RgbImage image) => new(StepValueKind.Image, [], new(() => image));

    /// <summary>A picture that is decoded when it is asked for.</summary>
    internal static StepValue OfFile(string path) => new(StepValueKind.Image, [], new(() => ImageDecoder.Decode(path)));

    /// <summary>A box.</summary>
    public static StepValue Of(Box box) => new(StepValueKind.Box, [(float)box.XMin, (float)box.YMin, (float)box.XMax, (float)box.YMax], null);

    /// <summary>A number.</summary>
    public static StepValue Of(float number) => new(StepValueKind.Number, [number], null);

    /// <summary>A class by the probability of each.</summary>
    public static StepValue OfClass(IReadOnlyList<float> probabilities) => new(StepValueKind.Class, [.. probabilities], null);

    /// <summary>Numbers of a kind that is no picture.</summary>
    internal static StepValue Of(StepValueKind kind, float[] numbers) => new(kind, numbers, null);

    private InvalidOperationException Wrong(StepValueKind wanted) => new($"A value of the kind {Kind} was asked for as {wanted}.");
}
