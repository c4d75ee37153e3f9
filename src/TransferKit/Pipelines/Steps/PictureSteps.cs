using System.Globalization;
using TransferKit.Imaging;

namespace TransferKit.Pipelines.Steps;

/// <summary>Finds the largest thing that stands out from the colour of the picture's border, as a box, without learning.</summary>
/// <param name="name">Its name.</param>
/// <param name="image">The step whose picture is looked at.</param>
public sealed class LargestObjectStep(string name, string image = PipelineStep.Source) : PipelineStep(name, [image])
{
    /// <inheritdoc/>
    public override IReadOnlyList<StepValueKind> InputKinds { get; } = [StepValueKind.Image];

    /// <inheritdoc/>
    public override StepValueKind Output => StepValueKind.Box;

    internal override StepValue Apply(IReadOnlyList<StepValue> inputs) =>
        ObjectFinder.Largest(inputs[0].Image) is { } box ? StepValue.Of(box) : throw new NoAnswerException("nothing stands out from the border");
}

/// <summary>Turns a picture upright by quarter turns, against the angle that an earlier step found.</summary>
/// <param name="name">Its name.</param>
/// <param name="angle">The step that tells by how many degrees the picture is turned clockwise; rounded to a quarter turn.</param>
/// <param name="image">The step whose picture is turned.</param>
public sealed class UprightStep(string name, string angle, string image = PipelineStep.Source) : PipelineStep(name, [image, angle])
{
    private const int QuarterTurn = 90;

    /// <inheritdoc/>
    public override IReadOnlyList<StepValueKind> InputKinds { get; } = [StepValueKind.Image, StepValueKind.Number];

    /// <inheritdoc/>
    public override StepValueKind Output => StepValueKind.Image;

    internal override StepValue Apply(IReadOnlyList<StepValue> inputs) => float.IsFinite(inputs[1].Number)
        ? StepValue.Of(inputs[0].Image.Turn(-(int)Math.Round(inputs[1].Number / QuarterTurn)))
        : throw new NoAnswerException(string.Create(CultureInfo.InvariantCulture, $"the angle is {inputs[1].Number}"));
}

/// <summary>Stretches light from the darkest to the brightest hundredth of the picture over the whole range.</summary>
/// <param name="name">Its name.</param>
/// <param name="image">The step whose picture is enhanced.</param>
public sealed class EnhanceStep(string name, string image = PipelineStep.Source) : PipelineStep(name, [image])
{
    /// <inheritdoc/>
    public override IReadOnlyList<StepValueKind> InputKinds { get; } = [StepValueKind.Image];

    /// <inheritdoc/>
    public override StepValueKind Output => StepValueKind.Image;

    internal override StepValue Apply(IReadOnlyList<StepValue> inputs) => StepValue.Of(Levels.Stretch(inputs[0].Image));
}
