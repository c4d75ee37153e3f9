using TransferKit.Foundation;

namespace TransferKit.Pipelines.Steps;

/// <summary>Cuts the picture to a box, at the source's resolution.</summary>
public sealed class CropStep : PipelineStep
{
    private const int LeastPixels = 2;

    /// <param name="name">Its name.</param>
    /// <param name="box">The step that finds the box.</param>
    /// <param name="image">The step whose picture is cut.</param>
    public CropStep(string name, string box, string image = Source)
        : base(name, [image, box])
    {
    }

    /// <summary>How much is left around the box, as a share of its longer side.</summary>
    /// <value>Default 0.1; 0 to 2.</value>
    public double Margin { get; init; } = 0.1;

    /// <inheritdoc/>
    public override IReadOnlyList<StepValueKind> InputKinds { get; } = [StepValueKind.Image, StepValueKind.Box];

    /// <inheritdoc/>
    public override StepValueKind Output => StepValueKind.Image;

    internal override StepValue Apply(IReadOnlyList<StepValue> inputs)
    {
        var image = inputs[0].Image;
        var box = inputs[1].Box.ToPixels(image.Width, image.Height);
        var around = Margin * Math.Max(box.XMax - box.XMin, box.YMax - box.YMin);
        var (left, top) = (Math.Max(0, (int)Math.Floor(box.XMin - around)), Math.Max(0, (int)Math.Floor(box.YMin - around)));
        var (right, bottom) = (Math.Min(image.Width, (int)Math.Ceiling(box.XMax + around)), Math.Min(image.Height, (int)Math.Ceiling(box.YMax + around)));
        return right - left >= LeastPixels && bottom - top >= LeastPixels
            ? StepValue.Of(image.Crop(left, top, right - left, bottom - top))
            : throw new NoAnswerException($"the box {inputs[1].Box} leaves nothing of the picture");
    }

    internal override void Check()
    {
        base.Check();
        if (Margin is not (>= 0 and <= 2))
        {
            throw new InvalidOptionsException(FormattableString.Invariant($"The step '{Name}' has the margin {Margin}; allowed: 0 to 2."));
        }
    }
}
