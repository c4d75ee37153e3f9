namespace TransferKit.Graphs.Sessions.Kernels;

/// <summary>Rows of a matrix, shared out among a session's threads.</summary>
internal static class RowPieces
{
    private const int PieceValues = 1 << 16;

    /// <summary>Does the work of every row.</summary>
    public static void ForEach(KernelCall call, long rows, int columns, Action<long> row)
    {
        var height = Math.Max(1, PieceValues / columns);
        call.ParallelFor((int)((rows + height - 1) / height), piece =>
        {
            var end = Math.Min(rows, (piece + 1L) * height);
            for (var number = (long)piece * height; number < end; number++)
            {
                row(number);
            }
        });
    }
}
