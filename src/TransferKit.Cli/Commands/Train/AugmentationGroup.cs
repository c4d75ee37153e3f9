using System.CommandLine;
using TransferKit.Augmentation;
using TransferKit.Cli.Parsing;
using TransferKit.Training;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What is made of the training images beside themselves.</summary>
internal sealed class AugmentationGroup() : OptionGroup("Augmentation")
{
    private static readonly FineTuneOptions Standard = new();

    private readonly Option<AugmentationOptions?> _augment = CliOptions.Choice<AugmentationOptions?>(
        "--augment",
        "Also learns from randomly changed training images; light: crop and flip; standard: colours too; strong: rotation, blur and erasing too; "
        + "auto: strong where stages are retrained, else none.",
        new OrderedDictionary<string, AugmentationOptions?>(AugmentationOptions.Presets.Select(preset => KeyValuePair.Create(preset.Key, (AugmentationOptions?)preset.Value)).Append(new("auto", null))),
        "auto");

    private readonly Option<int?> _variants = CliOptions.Whole(
        "--variants", "Changed images for each training image, where there are any; without it, 4,000 for all images, but 1 to 8 each", 1, 100);

    private readonly Option<double?> _mixUp = CliOptions.Number(
        "--mixup", "Mixes the rows of a step in pairs with shares from Beta(X, X); 0 for none", 0, 1, Standard.MixUp);

    private readonly Option<double?> _cutMix = CliOptions.Number(
        "--cutmix", "Pastes rectangles between the images of a step, areas from Beta(X, X), where stages are retrained; 0 for none", 0, 1, Standard.CutMix);

    public override IReadOnlyList<Option> Options => [_augment, _variants, _mixUp, _cutMix];

    /// <summary>Adds what was given to the options.</summary>
    public T Read<T>(ParseResult parsed, T options) where T : LearningOptions => options with
    {
        Training = options.Training with
        {
            Augmentation = parsed.GetValue(_augment),
            Variants = parsed.GetValue(_variants),
            MixUp = parsed.GetValue(_mixUp)!.Value,
            CutMix = parsed.GetValue(_cutMix)!.Value,
        },
    };
}
