using TransferKit.Evaluation;

namespace TransferKit.Tests.Evaluation;

public sealed class ConfidentLearningTests
{
    [Fact]
    public void ARow_IsOfTheClassThatItIsAsSureOfAsThatClassUsuallyIs()
    {
        // The thresholds are the means of the labelled probability: class 0: (0.9 + 0.7 + 0.2) / 3 = 0.6; class 1: (0.6 + 0.8) / 2 = 0.7.
        float[] probabilities = [0.9f, 0.1f, 0.7f, 0.3f, 0.2f, 0.8f, 0.4f, 0.6f, 0.2f, 0.8f];

        Assert.Equal([0, 0, 1, -1, 1], ConfidentLearning.ConfidentClasses(probabilities, [0, 0, 0, 1, 1], 2));
    }

    [Fact]
    public void AClassWithoutRows_IsNobodys() => Assert.Equal([0], ConfidentLearning.ConfidentClasses([0.4f, 0.3f, 0.3f], [0], 3));
}
