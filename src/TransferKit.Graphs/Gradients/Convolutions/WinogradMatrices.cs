namespace TransferKit.Graphs.Gradients.Convolutions;

/// <summary>
/// The transforms of F(m x m, 3 x 3) for m = 2 and 4 (Lavin and Gray 2015, https://arxiv.org/abs/1509.09308), as Kronecker squares:
/// they work on a tile of both dimensions at once.
/// </summary>
internal static class WinogradMatrices
{
    private static readonly double[,] Input2 = { { 1, 0, -1, 0 }, { 0, 1, 1, 0 }, { 0, -1, 1, 0 }, { 0, 1, 0, -1 } };

    private static readonly double[,] Input4 =
    {
        { 4, 0, -5, 0, 1, 0 }, { 0, -4, -4, 1, 1, 0 }, { 0, 4, -4, -1, 1, 0 }, { 0, -2, -1, 2, 1, 0 }, { 0, 2, -1, -2, 1, 0 }, { 0, 4, 0, -5, 0, 1 },
    };

    private static readonly double[,] Weight2 = { { 1, 0, 0 }, { 0.5, 0.5, 0.5 }, { 0.5, -0.5, 0.5 }, { 0, 0, 1 } };

    private static readonly double[,] Weight4 =
    {
        { 1 / 4d, 0, 0 }, { -1 / 6d, -1 / 6d, -1 / 6d }, { -1 / 6d, 1 / 6d, -1 / 6d },
        { 1 / 24d, 1 / 12d, 1 / 6d }, { 1 / 24d, -1 / 12d, 1 / 6d }, { 0, 0, 1 },
    };

    private static readonly double[,] Output2 = { { 1, 1, 1, 0 }, { 0, 1, -1, -1 } };

    private static readonly double[,] Output4 =
    {
        { 1, 1, 1, 1, 1, 0 }, { 0, 1, -1, 2, -2, 0 }, { 0, 1, 1, 4, 4, 0 }, { 0, 1, -1, 8, -8, 1 },
    };

    /// <summary>[(m+2)², (m+2)²]: a tile of the map.</summary>
    public static double[,] Input(int m) => Square(m == 2 ? Input2 : Input4);

    /// <summary>[(m+2)², 9]: the weight.</summary>
    public static double[,] Weight(int m) => Square(m == 2 ? Weight2 : Weight4);

    /// <summary>[m², (m+2)²]: back to a tile of the output.</summary>
    public static double[,] Output(int m) => Square(m == 2 ? Output2 : Output4);

    /// <summary>The values row by row, of the matrix or of its transpose.</summary>
    public static double[] Flat(double[,] matrix, bool transposed)
    {
        var (rows, columns) = (matrix.GetLength(0), matrix.GetLength(1));
        return transposed
            ? [.. Enumerable.Range(0, rows * columns).Select(i => matrix[i % rows, i / rows])]
            : [.. matrix.Cast<double>()];
    }

    private static double[,] Square(double[,] a)
    {
        var (rows, columns) = (a.GetLength(0), a.GetLength(1));
        var square = new double[rows * rows, columns * columns];
        for (var i = 0; i < rows * rows; i++)
        {
            for (var j = 0; j < columns * columns; j++)
            {
                square[i, j] = a[i / rows, j / columns] * a[i % rows, j % columns];
            }
        }

        return square;
    }
}
