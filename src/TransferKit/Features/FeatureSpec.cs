using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.Graphs.Stages;

namespace TransferKit.Features;

/// <summary>What is read of a backbone: the rows of features are the taps' vectors one after another.</summary>
/// <param name="Taps">The tensors to read, in order.</param>
public sealed record FeatureSpec(IReadOnlyList<FeatureTap> Taps)
{
    private const double LeastStrideOfCells = 4;
    private const double MostStrideOfCells = 20;

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

    /// <summary>
    /// What a box is found in: the cells of the last stage's end at every resolution from a quarter of the picture's to a twentieth, the deepest map where there
    /// is none such. Ends of stages have few channels, which counts where every cell is kept. Earlier maps tell where edges and colours are, later ones what they belong to; the deepest of all are learned by heart
    /// where there are few pictures (docs/boxes.md has the figures that it was chosen by).
    /// </summary>
    /// <exception cref="InvalidOptionsException">There is no map.</exception>
    internal static FeatureSpec OfBox(Backbone backbone)
    {
        var stages = backbone.Stages;
        var maps = stages.Select(stage => stage.OutputTensor).Where(tensor => MapShape.Of(stages, tensor) is { Height: > 1, Width: > 1 })
            .GroupBy(tensor => Resolution(stages, tensor)).Select(group => group.Last())
            .Select(tensor => (Tap: new FeatureTap(tensor, Pooling.Grid), Stride: (double)backbone.Input.Height / MapShape.Of(stages, tensor)!.Value.Height)).ToList();
        if (maps.Count == 0)
        {
            throw new InvalidOptionsException($"No stage of the backbone '{backbone.Id}' ends in a map, so no box can be found with it: use a convolutional one.");
        }

        var chosen = maps.Where(map => map.Stride is >= LeastStrideOfCells and <= MostStrideOfCells).DefaultIfEmpty(maps[^1]);
        return new([.. chosen.Select(map => map.Tap)]);
    }

    /// <summary>Every stage's end, pooled in the same way.</summary>
    internal static FeatureSpec EveryStage(Backbone backbone) =>
        new([.. backbone.Stages.Select(stage => new FeatureTap(stage.OutputTensor, PoolingOf(stage.OutputTensor, backbone.Stages)))]);

    /// <summary>The ends of some stages, pooled in the same way or as cells.</summary>
    /// <exception cref="InvalidOptionsException">There is no such stage.</exception>
    internal static FeatureSpec EndsOf(Backbone backbone, IReadOnlyList<string> stages, bool ofCells = false) =>
        new([.. stages.Select(name => backbone.Stages[backbone.Stages.IndexOf(name)].OutputTensor).Distinct()
            .Select(tensor => new FeatureTap(tensor, ofCells ? Pooling.Grid : PoolingOf(tensor, backbone.Stages)))]);

    /// <summary>Maps of the same height and width belong together, as do all token tensors and all feature vectors.</summary>
    internal static (int Rank, long Height, long Width) Resolution(StageList stages, string tensor) => MapShape.Of(stages, tensor) is { } map
        ? (4, map.Height, map.Width)
        : (stages.Shapes.Of(tensor).Length, 0, 0);

    private static Pooling PoolingOf(string tensor, StageList stages) =>
        stages.TrunkEnd.ClassToken && tensor == stages.TrunkEnd.Tensor ? Pooling.Token : Pooling.Mean;
}
