namespace TransferKit.Graphs.Lowering;

/// <summary>
/// A batch of feature maps. In the training graph it lies as rows: one row a position and image, image changing fastest, one column a
/// channel, so that a 1x1 convolution is one matrix product and neighbours are picked by whole rows.
/// </summary>
/// <param name="Images">Images in the batch.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Height">Rows of the map.</param>
/// <param name="Width">Columns of the map.</param>
internal readonly record struct MapShape(int Images, int Channels, int Height, int Width)
{
    /// <summary>The axes of [N, C, H, W] in the order [H, W, N, C].</summary>
    public static readonly int[] ToRows = [2, 3, 0, 1];

    /// <summary>The axes of [H, W, N, C] in the order [N, C, H, W].</summary>
    public static readonly long[] ToPlain = [2, 3, 0, 1];

    /// <summary>Positions of the map.</summary>
    public int Positions => Height * Width;

    /// <summary>The shape as rows.</summary>
    public long[] Rows => [(long)Positions * Images, Channels];

    /// <summary>The shape as rows with the positions apart from the images.</summary>
    public long[] Split => [Positions, Images, Channels];

    /// <summary>The shape of the permuted map.</summary>
    public long[] Permuted => [Height, Width, Images, Channels];

    /// <summary>Values in all.</summary>
    public long Count => (long)Positions * Images * Channels;

    /// <summary>Reads [N, C, H, W].</summary>
    public static MapShape Of(long[] shape) => new((int)shape[0], (int)shape[1], (int)shape[2], (int)shape[3]);

    /// <summary>Row numbers for positions: every position once for each image. Position <see cref="Positions"/> is the block behind the map.</summary>
    public int[] RowsOf(IReadOnlyList<int> positions)
    {
        var rows = new int[positions.Count * Images];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (positions[i / Images] * Images) + (i % Images);
        }

        return rows;
    }
}
