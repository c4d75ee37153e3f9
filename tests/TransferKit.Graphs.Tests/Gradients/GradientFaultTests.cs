using TransferKit.Graphs.Tests.Gradients.Cases;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>That the checks of <see cref="RuleTests"/> notice a wrong gradient: each share of each rule, with its sign turned or 1 % too large.</summary>
public class GradientFaultTests
{
    private const double Noticed = 1e-5;
    private const int MostGraphs = 12;

    // They pass their input on under another name, so there is no share to spoil.
    private static readonly string[] WithoutShares = ["Dropout", "Identity"];

    public static TheoryData<string> Operators => [.. RuleCases.All().Select(found => found.Operator).Distinct()];

    [Theory]
    [MemberData(nameof(Operators))]
    public void WrongShare_IsNoticed(string operatorType)
    {
        var graphs = RuleCases.All().Where(found => found.Operator == operatorType).ToArray();
        var shares = 0;
        foreach (var graph in graphs.Take(MostGraphs))
        {
            foreach (var factor in (double[])[-1, 1.01])
            {
                foreach (var (share, error) in graph.Derive().ErrorsWithFaults(operatorType, factor).Index())
                {
                    Assert.True(error > Noticed, $"{graph.Title}: share {share} times {factor} gives an error of {error:E1} only.");
                    shares++;
                }
            }
        }

        Assert.Equal(WithoutShares.Contains(operatorType), shares == 0);
    }
}
