using TransferKit.Features;
using TransferKit.Tasks;

namespace TransferKit.Training.Heads;

/// <summary>One head's network: sizes and form, without weights.</summary>
/// <param name="Loss">What it is trained by.</param>
/// <param name="Features">How many values come in.</param>
/// <param name="Outputs">How many come out.</param>
/// <param name="Options">Hidden layers and their regularisation.</param>
/// <param name="Grid">The cells that all layers read one by one; null where they read all features together.</param>
internal sealed record HeadPlan(TaskLoss Loss, int Features, int Outputs, HeadOptions Options, GridFeatures? Grid = null)
{
    /// <summary>How many columns the targets have.</summary>
    public int Targets => Loss.Targets(Outputs);

    /// <summary>How many rows the layers read of an image.</summary>
    public int Cells { get; } = Grid is null ? 1 : Grid.Rows * Grid.Columns;

    /// <summary>Whether all outputs are one score with a bias each, as cumulative logits are.</summary>
    public bool SharesScore { get; init; }

    /// <summary>The widths from features to outputs, of a cell where there are some.</summary>
    public IReadOnlyList<int> Widths { get; } = [Grid?.Channels ?? Features, .. Options.Hidden, Outputs / (Grid is null ? 1 : Grid.Rows * Grid.Columns)];

    /// <summary>How many dense layers there are.</summary>
    public int Layers => Widths.Count - 1;

    /// <summary>How many columns a layer's weights have.</summary>
    public int Columns(int layer) => SharesScore && !IsHidden(layer) ? 1 : Widths[layer + 1];

    /// <summary>Whether a layer is followed by ReLU.</summary>
    public bool IsHidden(int layer) => layer < Layers - 1;
}
