using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.Graphs.Stages;

namespace TransferKit.Features;

/// <summary>What is read of a backbone: the rows of features are the taps' vectors one after another.</summary>
/// <param name="Taps">The tensors to read, in order.</param>
public sealed record FeatureSpec(IReadOnlyList<FeatureTap> Taps)
{
    /// <summary>
    /// The last cut point at every resolution, mean pooled (the class token where the classifier reads it): what a detector's
    /// pyramid is built on (SSD, https://arxiv.org/abs/1512.02325; FPN, https://arxiv.org/abs/1612.03144). Early maps tell colour
    /// and texture, late ones objects; docs/features.md has the figures that it was chosen by. Where nothing is pretrained, the last alone.
    /// </summary>
    /// <param name="backbone">The backbone.</param>
    public static FeatureSpec Default(Backbone backbone)
    {
        var stages = backbone.Stages;
        var lastOfResolution = stages.CutPoints
            .SkipWhile(tensor => tensor != stages[0].OutputTensor)
            .GroupBy(tensor => Resolution(stages, tensor))
            .Select(group => group.Last());
        // Early maps are worth reading where they were learned from other pictures.
        lastOfResolution = backbone.IsPretrained ? lastOfResolution : lastOfResolution.TakeLast(1);
        return new([.. lastOfResolution.Select(tensor => new FeatureTap(tensor, PoolingOf(tensor, stages)))]);
    }

    /// <summary>Every stage's end, pooled in the same way.</summary>
    internal static FeatureSpec EveryStage(Backbone backbone) =>
        new([.. backbone.Stages.Select(stage => new FeatureTap(stage.OutputTensor, PoolingOf(stage.OutputTensor, backbone.Stages)))]);

    /// <summary>The ends of some stages, pooled in the same way.</summary>
    /// <exception cref="InvalidOptionsException">There is no such stage.</exception>
    internal static FeatureSpec EndsOf(Backbone backbone, IReadOnlyList<string> stages) =>
        new([.. stages.Select(name => backbone.Stages[backbone.Stages.IndexOf(name)].OutputTensor).Distinct().Select(tensor => new FeatureTap(tensor, PoolingOf(tensor, backbone.Stages)))]);

    /// <summary>Maps of the same height and width belong together, as do all token tensors and all feature vectors.</summary>
    internal static (int Rank, long Height, long Width) Resolution(StageList stages, string tensor) => MapShape.Of(stages, tensor) is { } map
        ? (4, map.Height, map.Width)
        : (stages.Shapes.Of(tensor).Length, 0, 0);

    private static Pooling PoolingOf(string tensor, StageList stages) =>
        stages.TrunkEnd.ClassToken && tensor == stages.TrunkEnd.Tensor ? Pooling.Token : Pooling.Mean;
}
