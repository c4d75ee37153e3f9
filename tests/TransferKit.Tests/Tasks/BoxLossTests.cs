using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Tests.Tasks;

public class BoxLossTests
{
    private static readonly BoxGrid Grid = new(3, 4);
    private static readonly int Scores = Grid.Cells * BoxGrid.Scores;
    private static readonly BoxLoss Loss = new(Grid);

    [Fact]
    public void TheGraph_GivesTheMeanOfRows_AndItsGradient()
    {
        double[] labels = [BoxLabel.Of(new(0.1, 0.2, 0.5, 0.9)), BoxLabel.Of(new(0.6, 0.6, 0.95, 0.7)), BoxLabel.Of(new(0.7, 0, 0.72, 0.05)), BoxLabel.Of(Box.Whole)];
        // A row of weight zero counts nothing, however wrong it is.
        float[] weights = [0.5f, 0.3f, 0.2f, 0];
        var stream = new RandomStream(3, "scores");
        float[] scores = [.. Enumerable.Range(0, labels.Length * Scores).Select(_ => (float)(0.7 * stream.NextGaussian()) - 0.5f)];
        double Expected(float[] z) => labels.Index().Sum(row => weights[row.Index] * Loss.OfRow(z.AsSpan(row.Index * Scores, Scores), row.Item));
        var (value, gradient) = LossGraph.Run(Loss, Scores, scores, weights, labels);
        Assert.Equal(Expected(scores), value, 4);
        for (var i = 0; i < scores.Length; i++)
        {
            const float Step = 1f / 512;
            var (above, below) = (scores.ToArray(), scores.ToArray());
            above[i] += Step;
            below[i] -= Step;
            Assert.Equal((Expected(above) - Expected(below)) / (above[i] - (double)below[i]), gradient[i], 3);
        }
    }

    [Fact]
    public void ABoxFoundExactly_CostsOnlyWhatItsCellsLack()
    {
        // All of the weight is on one cell; the box has the size that it says.
        var scores = new float[Scores];
        var cell = Grid.CellAt(0.4, 0.5);
        var (x, y) = Grid.Centre(cell);
        (scores[cell * BoxGrid.Scores], scores[(cell * BoxGrid.Scores) + 3], scores[(cell * BoxGrid.Scores) + 4]) =
            (20, (float)Math.Log(0.2) / BoxGrid.SizeStep, (float)Math.Log(0.3) / BoxGrid.SizeStep);
        Assert.Equal(0, Loss.OfRow(scores, BoxLabel.Of(new(x - 0.1, y - 0.15, x + 0.1, y + 0.15))), 3);
        Assert.True(Loss.OfRow(scores, BoxLabel.Of(new(x, y, x + 0.1, y + 0.15))) > 1);
    }

    [Fact]
    public void ALabel_HoldsABox()
    {
        var stream = new RandomStream(5, "boxes");
        var seen = new HashSet<double>();
        for (var i = 0; i < 1000; i++)
        {
            var box = new Box(stream.NextDouble() / 2, stream.NextDouble() / 2, 0.5 + (stream.NextDouble() / 2), 0.5 + (stream.NextDouble() / 2));
            var label = BoxLabel.Of(box);
            Assert.True(double.IsNormal(label) && seen.Add(label));
            var kept = BoxLabel.Read(label);
            Assert.True(new[] { kept.XMin - box.XMin, kept.YMin - box.YMin, kept.XMax - box.XMax, kept.YMax - box.YMax }.All(error => Math.Abs(error) < 1.0 / 60_000));
            Assert.Equal(label, BoxLabel.Of(BoxLabel.Read(label)));
            Assert.Equal(label, System.Text.Json.JsonSerializer.Deserialize<double>(System.Text.Json.JsonSerializer.Serialize(label)));
        }

        Assert.Equal(Box.Whole, BoxLabel.Read(BoxLabel.Of(Box.Whole)));
    }
}
