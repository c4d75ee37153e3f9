using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Strategy.Errors;

namespace TransferKit.Tests.Strategy.Errors;

public sealed class TrainingDistanceTests
{
    [Fact]
    public void TheDistance_IsThatToTheFifthNearest_ItselfLeftOut()
    {
        var stream = new RandomStream(1, "features");
        var features = new FeatureMatrix(40, 2);
        for (var row = 0; row < 40; row++)
        {
            var angle = 6 * stream.NextDouble();
            (features.Row(row)[0], features.Row(row)[1]) = ((float)Math.Cos(angle), (float)Math.Sin(angle));
        }

        int[] training = [.. Enumerable.Range(0, 30)];
        double Apart(int a, int b) => Math.Sqrt(Math.Max(0, 2 - (2 * ((features.Row(a)[0] * features.Row(b)[0]) + (features.Row(a)[1] * features.Row(b)[1])))));

        var distances = TrainingDistance.Of(features, training, 2, CancellationToken.None);

        Assert.All(Enumerable.Range(0, 40), row => Assert.Equal(training.Where(other => other != row).Select(other => Apart(row, other)).Order().ElementAt(4), distances[row], 3));
        Assert.All(TrainingDistance.Of(features, [0, 1], 1, CancellationToken.None)[..1], distance => Assert.Equal(Apart(0, 1), distance, 3));
        Assert.All(TrainingDistance.Of(features, [], 1, CancellationToken.None), distance => Assert.Equal(0, distance));
    }
}
