using TransferKit.Foundation;
using TransferKit.MultiTask;
using TransferKit.Training.Weighting;

namespace TransferKit.Tests.MultiTask;

/// <summary>Each weighting on gradients that can be drawn: what its paper promises.</summary>
public class WeightingTests
{
    private static readonly RandomStream Random = new(1, "weighting");

    public static TheoryData<GramianWeighting> OfGramian =>
        [new ProjectingConflicts(), new MultipleGradientDescent(), new ConflictAverseGradient(), new UnconflictingProjection(), new NashBargaining()];

    [Theory]
    [MemberData(nameof(OfGramian))]
    public void EqualGradients_AreWeighedAlike(GramianWeighting weighting)
    {
        var weights = weighting.Weigh(Of([1, 2], [1, 2]), Random);
        Assert.Equal(weights[0], weights[1], 6);
        Assert.True(weights[0] > 0);
    }

    [Theory]
    [MemberData(nameof(OfGramian))]
    public void GradientsOfNoLength_GiveFiniteWeights(GramianWeighting weighting)
    {
        Assert.All(weighting.Weigh(Of([0, 0], [0, 0]), Random), weight => Assert.True(double.IsFinite(weight)));
        Assert.All(weighting.Weigh(Of([0, 0], [3, 1]), Random), weight => Assert.True(double.IsFinite(weight)));
        Assert.All(weighting.Weigh(Of([1, 0], [-1, 0]), Random), weight => Assert.True(double.IsFinite(weight)));
    }

    [Fact]
    public void ProjectingConflicts_LeavesWhatDoesNotConflict_AndProjectsTheRest()
    {
        Assert.Equal([1, 1], new ProjectingConflicts().Weigh(Of([1, 0], [1, 1]), Random));
        // g1 = (1, 0), g2 = (-1, 1): each loses what points against the other, by hand (1/2, 1/2) and (0, 1).
        AssertDirection([0.5, 1.5], [1, 0], [-1, 1], new ProjectingConflicts());
    }

    [Fact]
    public void MultipleGradientDescent_FindsTheShortestMean()
    {
        // Orthogonal gradients of lengths 1 and 2: the nearest point of the line between them to the origin.
        AssertDirection([0.8, 0.4], [1, 0], [0, 2], new MultipleGradientDescent());
        // Where one gradient is the nearest point itself, it is taken alone.
        AssertDirection([1, 0], [1, 0], [3, 1], new MultipleGradientDescent());
    }

    [Fact]
    public void UnconflictingProjection_GoesAgainstNobody()
    {
        // As for PCGrad with two tasks, but the mean.
        AssertDirection([0.25, 0.75], [1, 0], [-1, 1], new UnconflictingProjection());
        double[][] gradients = [[1, 0, 0.2], [-0.8, 1, 0.1], [0.1, -1, 0.5]];
        var products = Of(gradients).Times(new UnconflictingProjection().Weigh(Of(gradients), Random));
        Assert.All(products, product => Assert.True(product > -1e-6));
    }

    [Fact]
    public void ConflictAverseGradient_StaysNearTheMean_AndHelpsTheWorstMore()
    {
        double[][] gradients = [[1, 0], [-0.9, 0.3]];
        var weights = new ConflictAverseGradient().Weigh(Of(gradients), Random);
        var (direction, mean) = (Sum(gradients, weights), Sum(gradients, [0.5, 0.5]));
        Assert.InRange(Length([direction[0] - mean[0], direction[1] - mean[1]]), 0, (0.5 * Length(mean)) + 1e-6);
        Assert.True(gradients.Min(gradient => Product(gradient, direction)) > gradients.Min(gradient => Product(gradient, mean)));
    }

    [Fact]
    public void NashBargaining_SolvesItsEquation_HoweverLongGradientsAre()
    {
        double[][] gradients = [[1, 0.5], [-0.2, 2], [0.5, 0.4]];
        var found = new NashBargaining().Weigh(Of(gradients), Random);
        var products = Of(gradients).Times(found);
        // G a = c / a, c being the scale that brings the mean of a to 1.
        var constants = products.Zip(found, (product, weight) => product * weight).ToArray();
        Assert.All(constants, constant => Assert.Equal(constants[0], constant, 6));
        Assert.Equal(1, found.Average(), 9);
        var longer = new NashBargaining().Weigh(Of([.. gradients.Select(gradient => gradient.Select(value => 1e4 * value).ToArray())]), Random);
        Assert.All(found.Zip(longer), pair => Assert.Equal(pair.First, pair.Second, 6));
    }

    [Fact]
    public void GradientNormalization_WeighsLongGradientsLess_AndTasksThatLagBehindMore()
    {
        var weights = new GradientNormalization().Begin(["a", "b"], 10);
        double[] found = [];
        for (var step = 0; step < 500; step++)
        {
            found = weights.OfGradients(Of([10, 0], [0, 1]), [1, 1], Random);
        }

        Assert.Equal(2, found.Sum(), 4);
        Assert.InRange(10 * found[0] / found[1], 0.5, 2);
        var lagging = new GradientNormalization().Begin(["a", "b"], 10);
        lagging.OfGradients(Of([1, 0], [0, 1]), [1, 1], Random);
        for (var step = 0; step < 100; step++)
        {
            found = lagging.OfGradients(Of([1, 0], [0, 1]), [0.2, 1], Random);
        }

        Assert.True(found[1] > 1.2, $"{found[1]}");
    }

    [Fact]
    public void DynamicWeightAverage_WeighsSlowTasksMore_FromTheThirdEpochOn()
    {
        var weights = new DynamicWeightAverage().Begin(["fast", "slow"], 2);
        double[][] epochs = [[4, 4], [1, 4]];
        var step = 0;
        foreach (var losses in epochs)
        {
            for (var batch = 0; batch < 2; batch++)
            {
                Assert.Equal([1, 1], weights.OfLosses(step, Random));
                weights.Hear(step++, [losses[0], losses[1]]);
            }
        }

        // 2 softmax(r / 2) with r = 1/4 and 1.
        var (fast, slow) = (Math.Exp(0.125), Math.Exp(0.5));
        var found = weights.OfLosses(step, Random);
        Assert.Equal(2 * fast / (fast + slow), found[0], 6);
        Assert.Equal(2 * slow / (fast + slow), found[1], 6);
        var again = new DynamicWeightAverage().Begin(["fast", "slow"], 2);
        again.State = [.. weights.State];
        Assert.Equal(found, again.OfLosses(step, Random));
    }

    [Fact]
    public void UncertaintyWeighting_EndsAtOneOverTwiceTheLoss()
    {
        var weights = new UncertaintyWeighting().Begin(["a", "b"], 1);
        for (var step = 0; step < 3_000; step++)
        {
            weights.Hear(step, [2, null]);
        }

        // exp(-s) L + s / 2 is least where exp(-s) = 1 / (2 L); a task without labels stays where it was.
        Assert.Equal(0.25, weights.OfLosses(0, Random)[0], 3);
        Assert.Equal(1, weights.OfLosses(0, Random)[1], 9);
    }

    [Fact]
    public void GeometricLossStrategy_WeighsByOneOverTheLoss() =>
        Assert.Equal([0.5, 2], new GeometricLossStrategy().Begin(["a", "b"], 1).OfGradients(Of([1, 0], [0, 1]), [4, 1], Random));

    [Fact]
    public void RandomWeighting_HasTheSumOfTasks_WhateverTheirOrder()
    {
        var one = new RandomWeighting().Begin(["a", "b", "c"], 1).OfLosses(3, new RandomStream(5, "step"));
        var other = new RandomWeighting().Begin(["c", "a", "b"], 1).OfLosses(3, new RandomStream(5, "step"));
        Assert.Equal(3, one.Sum(), 9);
        Assert.Equal([one[2], one[0], one[1]], other);
        Assert.NotEqual(one[0], one[1]);
    }

    [Fact]
    public void FixedWeighting_TakesOneWhereNothingIsGiven_AndNamesUnknownTasks()
    {
        var weighting = new FixedWeighting(new Dictionary<string, double> { ["b"] = 0.25 });
        Assert.Equal([1, 0.25], weighting.Begin(["a", "b"], 1).OfLosses(0, Random));
        Assert.Contains("'b'", Assert.Throws<InvalidOptionsException>(() => weighting.Check(["a", "c"])).Message);
        Assert.Contains("fixed:b=-1", Assert.Throws<InvalidOptionsException>(() => new FixedWeighting(new Dictionary<string, double> { ["b"] = -1 }).Check(["a", "b"])).Message);
    }

    private static void AssertDirection(double[] expected, double[] first, double[] second, GramianWeighting weighting)
    {
        var found = Sum([first, second], weighting.Weigh(Of(first, second), Random));
        Assert.Equal(expected[0], found[0], 4);
        Assert.Equal(expected[1], found[1], 4);
    }

    private static Gramian Of(params double[][] gradients)
    {
        var products = new double[gradients.Length, gradients.Length];
        for (var i = 0; i < gradients.Length; i++)
        {
            for (var j = 0; j < gradients.Length; j++)
            {
                products[i, j] = Product(gradients[i], gradients[j]);
            }
        }

        return new(products, [.. Enumerable.Range(0, gradients.Length)]);
    }

    private static double[] Sum(double[][] gradients, double[] weights) =>
        [.. Enumerable.Range(0, gradients[0].Length).Select(i => gradients.Zip(weights, (gradient, weight) => weight * gradient[i]).Sum())];

    private static double Product(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private static double Length(double[] vector) => Math.Sqrt(Product(vector, vector));
}
