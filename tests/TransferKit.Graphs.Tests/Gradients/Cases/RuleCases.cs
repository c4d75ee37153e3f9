namespace TransferKit.Graphs.Tests.Gradients.Cases;

/// <summary>Every graph that the rules are checked on.</summary>
internal static class RuleCases
{
    public static IEnumerable<RuleCase> All() =>
    [
        .. ActivationCases.All(), .. ArithmeticCases.All(), .. ConvolutionCases.All(), .. NormalizationCases.All(), .. PoolCases.All(),
        .. ProductCases.All(), .. ReductionCases.All(), .. ShapeCases.All(), .. SliceCases.All(),
    ];

    /// <summary>A case by its title.</summary>
    public static RuleCase Find(string title) => All().Single(found => found.Title == title);
}
