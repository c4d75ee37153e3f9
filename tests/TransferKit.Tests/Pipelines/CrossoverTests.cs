using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Pipelines.Comparing;

namespace TransferKit.Tests.Pipelines;

public sealed class CrossoverTests
{
    /// <summary>Where 0.2 + 2 / n meets 6 / n^0.7, in images.</summary>
    private const double Known = 114;

    private static readonly double[] Sizes = [50, 100, 200, 400];

    [Fact]
    public void TwoCurvesThatCross_CrossWhereTheyDo()
    {
        var crossover = Of(new(0.2, 2, 1), new(0, 6, 0.7), noise: 0.004);

        Assert.Equal("crossover", crossover.Verdict);
        Assert.InRange(crossover.Size!.Value, 0.9 * Known, 1.1 * Known);
        Assert.True(crossover.Low <= crossover.Size && crossover.Size <= crossover.High);
    }

    [Fact]
    public void WhatIsAheadAllAlong_IsSaid()
    {
        Assert.Equal(("staged", null), (Of(new(0.05, 1, 1), new(0.3, 2, 1), 0.004).Verdict, Of(new(0.05, 1, 1), new(0.3, 2, 1), 0.004).Size));
        Assert.Contains("no crossover within 4,000", Of(new(0.05, 1, 1), new(0.3, 2, 1), 0.004).Text);
        Assert.Equal("end-to-end", Of(new(0.3, 2, 1), new(0.05, 1, 1), 0.004).Verdict);
    }

    [Fact]
    public void CurvesThatChanceCannotTell_AreUndecided() => Assert.Equal("undecided", Of(new(0.2, 2, 1), new(0.2, 2, 1), 0.05).Verdict);

    [Theory]
    [InlineData(0.1, 0.3, "staged")]
    [InlineData(0.3, 0.1, "end-to-end")]
    [InlineData(0.2, 0.2, "undecided")]
    public void OneSize_IsJudgedByItself(double staged, double endToEnd, string verdict)
    {
        var stream = new RandomStream(1, "one size");
        IReadOnlyList<double[]> resamples = [.. Enumerable.Range(0, 500).Select(_ => new[] { staged + (0.02 * stream.NextGaussian()), endToEnd + (0.02 * stream.NextGaussian()) })];

        var crossover = Crossover.Of([100], [staged], [endToEnd], resamples);

        Assert.Equal((verdict, null), (crossover.Verdict, crossover.Size));
        Assert.Contains("takes 3 sizes", crossover.Text);
    }

    [Fact]
    public void TheInterval_HoldsAKnownCrossover_NineteenTimesInTwenty()
    {
        const int Simulations = 50;
        const int Images = 400;
        double[] planted = [.. Sizes.Concat(Sizes).Select((size, curve) => curve < Sizes.Length ? new PowerLaw(0.2, 2, 1).At(size) : new PowerLaw(0, 6, 0.7).At(size))];
        var held = 0;
        for (var simulation = 0; simulation < Simulations; simulation++)
        {
            var stream = new RandomStream(simulation, "known crossover");
            bool[][] wrong = [.. planted.Select(error => Enumerable.Range(0, Images).Select(_ => stream.NextDouble() < error).ToArray())];
            IReadOnlyList<double[]> resamples = [.. Enumerable.Range(0, 200).Select(_ =>
            {
                int[] drawn = [.. Enumerable.Range(0, Images).Select(_ => stream.NextInt32(Images))];
                return Array.ConvertAll(wrong, curve => drawn.Count(image => curve[image]) / (double)Images);
            })];
            var errors = Array.ConvertAll(wrong, curve => curve.Count(isWrong => isWrong) / (double)Images);
            var crossover = Crossover.Of(Sizes, errors[..Sizes.Length], errors[Sizes.Length..], resamples);
            held += crossover.Verdict is "crossover" or "undecided" && (crossover.Low ?? 0) <= Known && Known <= (crossover.High ?? double.PositiveInfinity) ? 1 : 0;
        }

        Assert.InRange(held, 45, Simulations);
    }

    private static Crossover Of(PowerLaw staged, PowerLaw endToEnd, double noise)
    {
        var stream = new RandomStream(1, "crossover");
        double[] Errors(PowerLaw law) => [.. Sizes.Select(law.At)];
        double[] exact = [.. Errors(staged), .. Errors(endToEnd)];
        IReadOnlyList<double[]> resamples = [.. Enumerable.Range(0, 400).Select(_ => Array.ConvertAll(exact, error => error + (noise * stream.NextGaussian())))];
        return Crossover.Of(Sizes, exact[..4], exact[4..], resamples);
    }
}
