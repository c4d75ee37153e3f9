using TransferKit.Training;

namespace TransferKit.Cli.Commands.Train;

/// <summary>How training images were changed.</summary>
/// <param name="Name">As <c>--augment</c> is written.</param>
/// <param name="Recipe">The changes with their options.</param>
/// <param name="Variants">Changed images for each training image.</param>
internal sealed record AugmentationDocument(string Name, string Recipe, int Variants)
{
    /// <summary>The document of a training's options; null without augmentation.</summary>
    /// <param name="options">The options.</param>
    /// <param name="images">How many images the data set has.</param>
    public static AugmentationDocument? Of(FineTuneOptions options, int images) =>
        options.Changes.IsNone ? null : new(options.Changes.Name, options.Changes.Recipe, options.VariantsOf(images));
}
