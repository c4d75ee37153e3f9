using TransferKit.Augmentation;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Training;

namespace TransferKit.Tests.Training;

public class FineTuneOptionsTests
{
    public static TheoryData<FineTuneOptions, string> OutOfRange => new()
    {
        { new() { Variants = 0 }, "'variants' is 0; allowed: 1 to 100." },
        { new() { Variants = 101 }, "'variants' is 101; allowed: 1 to 100." },
        { new() { MixUp = 1.5 }, "'mixup' is 1.5; allowed: 0 to 1." },
        { new() { MixUp = double.NaN }, "'mixup' is NaN; allowed: 0 to 1." },
        { new() { Augmentation = new() { Rotation = new() { Degrees = -1 } } }, "'rotation degrees' is -1; allowed: 0 to 180." },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void OptionsOutOfRange_AreRefusedWithWhatIsAllowed(FineTuneOptions options, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidOptionsException>(options.Check).Message);

    [Fact]
    public void NormalizationOfStages_NeedsStages()
    {
        var options = new FineTuneOptions { StageNormalization = StageNormalization.Affine };
        Assert.Contains("'Affine'", Assert.Throws<InvalidOptionsException>(options.Check).Message, StringComparison.Ordinal);
        (options with { Retrain = Retrain.LastStages(1) }).Check();
    }

    [Fact]
    public void TheRecipe_TellsTheChangesAndTheirNumber()
    {
        var recipe = new FineTuneOptions { Augmentation = AugmentationOptions.Light, Variants = 3, MixUp = 0.2 }.Recipe();
        Assert.Equal(("crop 0.6 1 1.3333333333333333, flip 0.5", "3", "0.2"), (recipe["augmentation"], recipe["variants"], recipe["mixup"]));
    }

    /// <summary>A number of variants that makes none leaves the run the same.</summary>
    [Fact]
    public void WithoutAugmentation_VariantsAreNotInTheRecipe() =>
        Assert.Equal(new FineTuneOptions().Recipe(), new FineTuneOptions { Variants = 9 }.Recipe());
}
