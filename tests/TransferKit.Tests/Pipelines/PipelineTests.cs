using TransferKit.Foundation;
using TransferKit.Pipelines;
using TransferKit.Pipelines.Steps;
using TransferKit.Tasks;

namespace TransferKit.Tests.Pipelines;

public sealed class PipelineTests
{
    private static readonly LearningTask Cell = LearningTask.Box("cell");
    private static readonly LearningTask Kind = LearningTask.Classification("kind");

    [Fact]
    public void StepsThatFit_KnowWhatTheyRestOn()
    {
        var pipeline = new Pipeline(new ModelStep("cell", Cell), new CropStep("crop", "cell"), new ModelStep("kind", Kind, "crop"));

        Assert.Equal([0b000u, 0b001u, 0b011u], pipeline.Uses);
        Assert.Equal(Kind, pipeline.Answer);
        Assert.Equal([Cell, Kind], pipeline.Tasks);
    }

    public static TheoryData<string, PipelineStep[]> Unfit => new()
    {
        { "takes a box, and 'kind' gives a class", [new ModelStep("kind", Kind), new CropStep("crop", "kind"), new ModelStep("other", LearningTask.Classification("other"), "crop")] },
        { "takes a picture, and 'cell' gives a box", [new ModelStep("cell", Cell), new ModelStep("kind", Kind, "cell")] },
        { "no step before it. Did you mean 'cell'?", [new ModelStep("cell", Cell), new CropStep("crop", "cel"), new ModelStep("kind", Kind, "crop")] },
        { "no truth to be measured by", [new ModelStep("cell", Cell), new CropStep("crop", "cell")] },
        { "named 'image'", [new ModelStep("image", Kind)] },
        { "named 'a'", [new ModelStep("a", Kind), new ModelStep("a", LearningTask.Classification("other"))] },
        { "Two steps learn the task 'kind'", [new ModelStep("a", Kind), new ModelStep("b", Kind)] },
        { "its truth 'kind' is a class", [new LargestObjectStep("largest") { Truth = Kind }] },
        { "has the margin 3", [new ModelStep("cell", Cell), new CropStep("crop", "cell") { Margin = 3 }, new ModelStep("kind", Kind, "crop")] },
        { "has the tolerance 0", [new ModelStep("cell", Cell) { Tolerance = 0 }] },
        { "2 are given", [new FunctionStep("f", ["image", "image"], [StepValueKind.Image], StepValueKind.Number, _ => StepValue.Of(1f)) { Truth = LearningTask.Regression("n") }] },
        { "A pipeline of 0 steps", [] },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void StepsThatDoNotFit_AreATypedError(string message, PipelineStep[] steps) =>
        Assert.Contains(message, Assert.Throws<InvalidOptionsException>(() => new Pipeline(steps)).Message);

    [Fact]
    public void StepsOfOtherKinds_CannotBeLearned() =>
        Assert.Contains("steps can learn: class, regression, box", Assert.Throws<InvalidOptionsException>(() => new ModelStep("m", LearningTask.MultiLabel("m"))).Message);
}
