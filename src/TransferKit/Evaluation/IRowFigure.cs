namespace TransferKit.Evaluation;

/// <summary>A figure of rows before it is known which of them are drawn together.</summary>
internal interface IRowFigure
{
    /// <summary>The figure over units of rows.</summary>
    /// <param name="unitOfRow">The unit that each row belongs to.</param>
    /// <param name="units">How many units there are; some may have no row here.</param>
    IResampledFigure Over(ReadOnlySpan<int> unitOfRow, int units);
}
