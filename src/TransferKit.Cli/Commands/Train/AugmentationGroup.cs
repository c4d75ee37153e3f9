using System.CommandLine;
using TransferKit.Augmentation;
using TransferKit.Cli.Parsing;
using TransferKit.Training;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What is made of the training images beside themselves.</summary>
internal sealed class AugmentationGroup() : OptionGroup("Augmentation")
{
    private static readonly FineTuneOptions Standard = new();

    private readonly Option<AugmentationOptions> _augment = CliOptions.Choice(
        "--augment",
        "Also learns from randomly changed training images; light: crop and flip; standard: colours too; strong: rotation, blur and erasing too.",
        AugmentationOptions.Presets,
        Standard.Augmentation.Name);

    private readonly Option<int?> _variants = CliOptions.Whole(
        "--variants", "Changed images for each training image, with --augment", 1, 100, Standard.Variants);

    private readonly Option<double?> _mixUp = CliOptions.Number(
        "--mixup", "Mixes the rows of a step in pairs with shares from Beta(X, X); 0 for none", 0, 1, Standard.MixUp);

    public override IReadOnlyList<Option> Options => [_augment, _variants, _mixUp];

    /// <summary>Adds what was given to the options.</summary>
    public T Read<T>(ParseResult parsed, T options) where T : LearningOptions => options with
    {
        Training = options.Training with
        {
            Augmentation = parsed.GetValue(_augment)!,
            Variants = parsed.GetValue(_variants)!.Value,
            MixUp = parsed.GetValue(_mixUp)!.Value,
        },
    };
}
