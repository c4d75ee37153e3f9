using TransferKit.Graphs.Lowering;

namespace TransferKit.Graphs.Gradients.Convolutions;

/// <summary>A convolution of the model that is to be written.</summary>
/// <param name="Input">The map it reads, a tensor of the model.</param>
/// <param name="Weight">Its weight [filters, channels / groups, height, width], a tensor of the model.</param>
/// <param name="Bias">A value a filter in the training graph, or null.</param>
/// <param name="Scale">What multiplies the weight of each filter, in the training graph, or null.</param>
/// <param name="Windows">How its windows lie.</param>
/// <param name="Filters">Output channels.</param>
/// <param name="Groups">Groups of channels.</param>
internal sealed record Convolution(string Input, string Weight, string? Bias, string? Scale, WindowShape Windows, int Filters, int Groups)
{
    public int Channels => Windows.Input.Channels;

    public int GroupChannels => Channels / Groups;

    public int GroupFilters => Filters / Groups;

    public bool IsDepthwise => Groups == Channels && Filters == Channels && Groups > 1;

    /// <summary>The shape of the output map.</summary>
    public MapShape Output => new(Windows.Input.Images, Filters, Windows.OutHeight, Windows.OutWidth);

    /// <summary>The weight permuted, reshaped and scaled.</summary>
    /// <param name="context">Where it is written.</param>
    /// <param name="permutation">The order of the axes [filters, channels, height, width].</param>
    /// <param name="scale">The shape in which the scale broadcasts.</param>
    /// <param name="shape">The shape of the weight.</param>
    public string Arranged(LoweringContext context, int[] permutation, long[] scale, params long[] shape)
    {
        var weight = context.Arranged(Weight, permutation, shape);
        return Scale is null ? weight : context.Node("Mul", [weight, context.Reshape(Scale, scale)]);
    }

    /// <summary>Adds the bias to rows.</summary>
    public string WithBias(LoweringContext context, string rows) => Bias is null ? rows : context.Node("Add", [rows, Bias]);
}
