using TransferKit.Artifacts;

namespace TransferKit.Tests.Artifacts;

public class GoldenVectorsTests
{
    [Fact]
    public void Input_FollowsTheDocumentedFormula()
    {
        // Worked out by hand from (seed (n + 1) + 85 c + 3 x + 5 y + 4 (x y mod 61)) mod 256 with seed 7, width 20, height 10.
        var input = GoldenVectors.MakeInput(7, 20, 10);
        Assert.Equal(2 * 3 * 10 * 20, input.Length);
        Assert.Equal(7, input[0]);
        Assert.Equal(10, input[1]);
        Assert.Equal(12 + 3 + 4, input[21]);
        Assert.Equal(55, input[(1 * 200) + (2 * 20) + 19]);
        Assert.Equal(14, input[600]);
        Assert.Equal((14 + 170 + (3 * 19) + (5 * 9) + (4 * 49)) % 256, input[^1]);
    }

    [Fact]
    public void DifferenceWithinAThousandthOfTheLargest_Passes()
    {
        var golden = new GoldenVectors(7, new Dictionary<string, IReadOnlyList<float>> { ["age"] = [40, -0.5f] });
        Assert.Null(golden.Difference("age", [40.03f, -0.47f]));
        Assert.Contains("'age' gives 40.05", golden.Difference("age", [40.05f, -0.5f]));
        Assert.NotNull(golden.Difference("age", [40, float.NaN]));
        Assert.NotNull(golden.Difference("age", [40]));
        Assert.NotNull(golden.Difference("kind", [40, -0.5f]));
    }
}
