namespace TransferKit.Evaluation;

/// <summary>A figure of units (rows or groups) that can be drawn again and left out.</summary>
internal interface IResampledFigure
{
    /// <summary>How many units are drawn together: one number for one set of rows, two for two independent sets.</summary>
    IReadOnlyList<int> Strata { get; }

    /// <summary>Between which values the figure lies.</summary>
    FigureRange Range { get; }

    /// <summary>How many independent rows a mean with the same spread would rest on.</summary>
    double EffectiveRows { get; }

    /// <summary>The figure of all units; NaN where it is not defined.</summary>
    double Estimate { get; }

    /// <summary>The figure when every unit counts as often as its weight says; NaN where it is not defined.</summary>
    double Resampled(ReadOnlySpan<int> weights);

    /// <summary>The figure without each unit; NaN where it is not defined.</summary>
    double[] LeaveOneOut();
}
