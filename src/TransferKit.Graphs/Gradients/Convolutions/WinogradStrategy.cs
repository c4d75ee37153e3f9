using TransferKit.Graphs.Lowering;

namespace TransferKit.Graphs.Gradients.Convolutions;

/// <summary>
/// A dense 3x3 convolution by Winograd's minimal filtering F(m x m, 3 x 3): tiles picked by a table, three small constant transforms, and
/// one matrix product a position of the tile. The gradients are its exact adjoint, from the same transformed tiles.
/// </summary>
internal sealed class WinogradStrategy(int m) : ConvolutionStrategy
{
    private int Side => m + 2;

    private long Area => Side * Side;

    public override string Name => $"winograd-{m}";

    public override bool CanWrite(Convolution convolution) => convolution is { Groups: 1, Windows: { KernelHeight: 3, KernelWidth: 3, IsDense: true, Dilation: (1, 1) } };

    // Transforms cost as much as they save where there are few channels.
    public override bool Suits(Convolution convolution) => convolution.Channels >= 16 && convolution.Filters >= 16 && Waste(convolution, m) <= Waste(convolution, 6 - m) * 2.25;

    public override string Write(LoweringContext context, Convolution convolution)
    {
        var windows = convolution.Windows;
        var (images, channels, filters) = (windows.Input.Images, convolution.Channels, convolution.Filters);
        var tiles = new Tiles(windows, m);
        var rows = (long)tiles.Count * images;
        var x = context.Rows(convolution.Input);
        var weight = convolution.Arranged(context, [2, 3, 1, 0], [1, 1, filters], 9, channels, filters);
        var (v, u) = ("", "");
        var output = context.Step([x, weight], () =>
        {
            u = context.Reshape(
                context.Node("MatMul", [Transform(context, "weight", WinogradMatrices.Weight(m)), context.Reshape(weight, 9, channels * filters)]),
                Area, channels, filters);
            var padded = context.Node("Concat", [x, context.Zeros(images, channels)], ("axis", 0L));
            var picked = context.Node("Gather", [padded, context.Table($"tiles {m} {windows.Key}", () => windows.Input.RowsOf(tiles.Inputs))], ("axis", 0L));
            var flat = context.Reshape(picked, Area, rows * channels);
            v = context.Reshape(context.Node("MatMul", [Transform(context, "input", WinogradMatrices.Input(m)), flat]), Area, rows, channels);
            var product = context.Reshape(context.Node("MatMul", [v, u]), Area, rows * filters);
            var back = context.Reshape(
                context.Node("MatMul", [Transform(context, "output", WinogradMatrices.Output(m)), product]), m * m * rows, filters);
            return context.Node("Gather", [back, context.Table($"untiled {m} {windows.Key}", () => windows.Input.RowsOf(tiles.Windows))], ("axis", 0L));
        }, (gradients, dy) =>
        {
            var padded = gradients.Node("Concat", [dy, gradients.Zeros(images, filters)], ("axis", 0L));
            var picked = gradients.Node("Gather", [padded, gradients.Table($"tiled {m} {windows.Key}", () => windows.Input.RowsOf(tiles.Outputs))], ("axis", 0L));
            var flat = gradients.Reshape(picked, m * m, rows * filters);
            var dm = gradients.Reshape(
                gradients.Node("MatMul", [Transform(gradients, "output", WinogradMatrices.Output(m), true), flat]), Area, rows, filters);
            if (gradients.Needs(weight))
            {
                var du = gradients.Reshape(gradients.Product(v, dm, true, false, 3), Area, channels * filters);
                var dw = gradients.Node("MatMul", [Transform(gradients, "weight", WinogradMatrices.Weight(m), true), du]);
                gradients.Accumulate(weight, gradients.Reshape(dw, 9, channels, filters));
            }

            if (gradients.Needs(x))
            {
                var dv = gradients.Reshape(gradients.Product(dm, u, false, true, 3), Area, rows * channels);
                gradients.Accumulate(x, Untile(gradients, tiles, windows, channels, dv));
            }
        });
        return convolution.WithBias(context, output);
    }

    /// <summary>Adds up what overlapping tiles say of a position. A last row of zeros in the transform makes the zeros for positions in fewer tiles.</summary>
    private string Untile(GradientContext gradients, Tiles tiles, WindowShape windows, int channels, string dv)
    {
        var transform = gradients.Matrix($"winograd input back {m}", () =>
            [.. WinogradMatrices.Flat(WinogradMatrices.Input(m), transposed: true), .. new double[Area]], Area + 1, Area);
        var rows = gradients.Reshape(gradients.Node("MatMul", [transform, dv]), (Area + 1) * tiles.Count * windows.Input.Images, channels);
        var lists = Rules.RowLists.Of(tiles.Inputs, windows.Input.Positions);
        var parts = Enumerable.Range(0, Math.Max(1, lists.Max(list => list.Count))).Select(round => gradients.Node(
            "Gather",
            [rows, gradients.Table(
                $"overlaps {m} {windows.Key} {round}",
                () => windows.Input.RowsOf([.. lists.Select(list => round < list.Count ? list[round] : tiles.Inputs.Count)]))],
            ("axis", 0L))).ToArray();
        return parts.Length == 1 ? parts[0] : gradients.Node("Sum", parts);
    }

    private string Transform(GraphEmitter graph, string what, double[,] matrix, bool transposed = false)
    {
        var (rows, columns) = transposed ? (matrix.GetLength(1), matrix.GetLength(0)) : (matrix.GetLength(0), matrix.GetLength(1));
        return graph.Matrix($"winograd {what} {m} {transposed}", () => WinogradMatrices.Flat(matrix, transposed), rows, columns);
    }

    /// <summary>Multiplications for each of the output's values, tiles beyond the map counted.</summary>
    private static double Waste(Convolution convolution, int m)
    {
        var windows = convolution.Windows;
        return (m + 2.0) * (m + 2) * Math.Ceiling(windows.OutHeight / (double)m) * Math.Ceiling(windows.OutWidth / (double)m) / windows.Windows;
    }
}
