using TransferKit.Augmentation;
using TransferKit.Foundation;

namespace TransferKit.Tests.Augmentation;

public sealed class AugmentationOptionsTests
{
    public static TheoryData<AugmentationOptions, string> OutOfRange => new()
    {
        { new() { Flip = new() { Probability = 1.1 } }, "'flip probability' is 1.1; allowed: 0 to 1." },
        { new() { Flip = new() { Probability = double.NaN } }, "'flip probability' is NaN; allowed: 0 to 1." },
        { new() { Crop = new() { LeastArea = 0 } }, "'crop area' is 0 to 1; allowed: 0.05 to 1, the smaller number first." },
        { new() { Crop = new() { LeastArea = 0.8, GreatestArea = 0.5 } }, "'crop area' is 0.8 to 0.5; allowed: 0.05 to 1, the smaller number first." },
        { new() { Crop = new() { Stretch = 0.5 } }, "'crop stretch' is 0.5; allowed: 1 to 4." },
        { new() { Rotation = new() { Degrees = 181 } }, "'rotation degrees' is 181; allowed: 0 to 180." },
        { new() { Colour = new() { Brightness = -0.1 } }, "'colour brightness' is -0.1; allowed: 0 to 1." },
        { new() { Colour = new() { Contrast = 2 } }, "'colour contrast' is 2; allowed: 0 to 1." },
        { new() { Colour = new() { Saturation = 2 } }, "'colour saturation' is 2; allowed: 0 to 1." },
        { new() { Colour = new() { Hue = 181 } }, "'colour hue' is 181; allowed: 0 to 180." },
        { new() { Blur = new() { Probability = -1 } }, "'blur probability' is -1; allowed: 0 to 1." },
        { new() { Blur = new() { LeastSigma = 0 } }, "'blur sigma' is 0 to 1.5; allowed: 0.1 to 20, the smaller number first." },
        { new() { Erasing = new() { Probability = 2 } }, "'erase probability' is 2; allowed: 0 to 1." },
        { new() { Erasing = new() { GreatestArea = 1.5 } }, "'erase area' is 0.02 to 1.5; allowed: 0 to 1, the smaller number first." },
        { new() { Erasing = new() { Stretch = 11 } }, "'erase stretch' is 11; allowed: 1 to 10." },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void OptionsOutOfRange_AreRefusedWithWhatIsAllowed(AugmentationOptions options, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidOptionsException>(options.Check).Message);

    [Fact]
    public void Presets_AreInRangeAndHaveNamesAndRecipesOfTheirOwn()
    {
        Assert.Equal(["none", "light", "standard", "strong"], AugmentationOptions.Presets.Keys);
        foreach (var (name, preset) in AugmentationOptions.Presets)
        {
            preset.Check();
            Assert.Equal(name, preset.Name);
        }

        Assert.Equal(4, AugmentationOptions.Presets.Values.Select(preset => preset.Recipe).Distinct().Count());
        Assert.Equal("crop 0.6 1 1.3333333333333333, flip 0.5", AugmentationOptions.Light.Recipe);
        Assert.Equal("custom", (AugmentationOptions.Light with { Crop = new() { LeastArea = 0.3 } }).Name);
        Assert.True(new AugmentationOptions().IsNone);
    }
}
