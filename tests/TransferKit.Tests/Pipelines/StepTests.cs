using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Pipelines.Steps;

namespace TransferKit.Tests.Pipelines;

public sealed class StepTests
{
    /// <summary>A picture whose red tells the column and whose green the row.</summary>
    private static RgbImage Gradient(int width, int height) => new(
        width, height, [.. Enumerable.Range(0, width * height).SelectMany(i => new[] { (byte)(i % width), (byte)(i / width), (byte)0 })]);

    [Fact]
    public void ACrop_IsTheBoxWithItsMargin_CutToThePicture()
    {
        var cut = Crop(new(0.5, 0.5, 1, 1), 0.1);
        // 10 x 5 pixels from (10, 5) on, a margin of 1 pixel; the picture ends at 20 x 10.
        Assert.Equal((11, 6, 9, 4), (cut.Width, cut.Height, cut.Pixels[0], cut.Pixels[1]));

        Assert.Equal((20, 10), (Crop(new(-3, -3, 4, 4), 0).Width, Crop(new(-3, -3, 4, 4), 0).Height));
    }

    [Theory]
    [InlineData(0.5, 0.5, 0.5, 0.5)]
    [InlineData(0.8, 0.2, 0.3, 0.6)]
    [InlineData(1.5, 0.2, 1.8, 0.6)]
    [InlineData(-0.9, 0.2, -0.3, 0.6)]
    public void ABoxThatIsEmptyOrOutside_HasNoAnswer(double left, double top, double right, double bottom) =>
        Assert.Throws<NoAnswerException>(() => Crop(new(left, top, right, bottom), 0));

    [Fact]
    public void Upright_TurnsBack()
    {
        var picture = Gradient(4, 3);
        var step = new UprightStep("upright", "angle");

        var back = step.Apply([StepValue.Of(picture.Turn(1)), StepValue.Of(85f)]).Image;

        Assert.Equal(picture.Pixels, back.Pixels);
        Assert.Equal(picture.Pixels, picture.Turn(3).Turn(-3).Pixels);
        // A quarter turn to the right brings the left column to the top.
        Assert.Equal((3, 4, 0, 2), (picture.Turn(1).Width, picture.Turn(1).Height, picture.Turn(1).Pixels[0], picture.Turn(1).Pixels[1]));
        Assert.Throws<NoAnswerException>(() => step.Apply([StepValue.Of(picture), StepValue.Of(float.NaN)]));
    }

    [Fact]
    public void Enhance_StretchesLight()
    {
        var dim = new RgbImage(10, 10, [.. Enumerable.Range(0, 300).Select(i => (byte)(60 + (i % 100)))]);

        var bright = new EnhanceStep("enhance").Apply([StepValue.Of(dim)]).Image;

        Assert.Equal((0, 255), (bright.Pixels.Min(), bright.Pixels.Max()));
        Assert.Equal(7, new EnhanceStep("enhance").Apply([StepValue.Of(new RgbImage(1, 1, [7, 7, 7]))]).Image.Pixels[0]);
    }

    [Fact]
    public void TheLargestObject_IsFound_AndAnEmptyPictureHasNone()
    {
        var picture = SquarePictures.Draw(64, 48, (40, 10, 16), (255, 0, 0), noise: 10, seed: 1);

        var box = new LargestObjectStep("largest").Apply([StepValue.Of(picture)]).Box;

        Assert.True(box.IntersectionOverUnion(new(40 / 64.0, 10 / 48.0, 56 / 64.0, 26 / 48.0)) > 0.7, $"{box}");
        Assert.Throws<NoAnswerException>(() => new LargestObjectStep("largest").Apply([StepValue.Of(new RgbImage(3, 3, new byte[27]))]));
    }

    [Fact]
    public void AFunctionThatThrows_OrGivesSomethingElse_NamesItsStep()
    {
        FunctionStep Step(Func<IReadOnlyList<StepValue>, StepValue> function) => new("mine", ["image"], [StepValueKind.Image], StepValueKind.Number, function);
        var input = new[] { StepValue.Of(new RgbImage(1, 1, new byte[3])) };

        var thrown = Assert.Throws<PipelineStepException>(() => Step(_ => throw new DivideByZeroException("oh")).Apply(input));
        Assert.Equal(("mine", "The step 'mine' failed: oh."), (thrown.Step, thrown.Message));
        Assert.Contains("gave Box where it says that it gives Number", Assert.Throws<PipelineStepException>(() => Step(_ => StepValue.Of(new Box(0, 0, 1, 1))).Apply(input)).Message);
        Assert.Equal(FaultKind.Input, thrown.Fault);
    }

    [Fact]
    public void AValue_IsOfItsKindAlone()
    {
        Assert.Throws<InvalidOperationException>(() => StepValue.Of(1f).Box);
        Assert.Throws<InvalidOperationException>(() => StepValue.Of(1f).Image);
        Assert.Throws<InvalidOperationException>(() => StepValue.Of(new Box(0, 0, 1, 1)).Number);
        Assert.Equal([0.25f, 0.75f], StepValue.OfClass([0.25f, 0.75f]).Probabilities);
    }

    private static RgbImage Crop(Box box, double margin) =>
        new CropStep("crop", "cell") { Margin = margin }.Apply([StepValue.Of(Gradient(20, 10)), StepValue.Of(box)]).Image;
}
