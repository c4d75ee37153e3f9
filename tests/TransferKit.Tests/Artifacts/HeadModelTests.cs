using TransferKit.Artifacts;

namespace TransferKit.Tests.Artifacts;

public class HeadModelTests
{
    private static readonly double[] Features = [0.3, -1, 2, 0.1, 0.7, -0.2, 1.1, 0, 0.5, -0.4, 1.3];

    [Fact]
    public void OtherOrderOfClasses_PermutesTheAnswers()
    {
        var head = TinyModel.Classifier("label", "a", "b", "c");
        var expected = ReferenceHead.Answer(head, Features);
        var found = ReferenceHead.Answer(head.WithClasses(["c", "a", "b"]), Features);
        Assert.Equal([expected[2], expected[0], expected[1]], found, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void NewClasses_KeepTheOddsBetweenTheKnownOnes()
    {
        var head = TinyModel.Classifier("label", "a", "b", "c");
        var wider = head.WithClasses(["a", "new", "b", "c"]);
        var (before, after) = (ReferenceHead.Answer(head, Features), ReferenceHead.Answer(wider, Features));
        Assert.Equal(before[0] / before[1], after[0] / after[2], 1e-9);
        Assert.Equal(before[1] / before[2], after[2] / after[3], 1e-9);
        Assert.Equal(["a", "new", "b", "c"], wider.Classes);
        wider.Check();
    }

    [Fact]
    public void DroppedClass_LeavesTheOthersOdds()
    {
        var head = TinyModel.Classifier("label", "a", "b", "c");
        var (before, after) = (ReferenceHead.Answer(head, Features), ReferenceHead.Answer(head.WithClasses(["c", "a"]), Features));
        Assert.Equal(before[2] / before[0], after[0] / after[1], 1e-9);
    }

    [Fact]
    public void Regression_HasNoClasses() => Assert.Throws<InvalidOperationException>(() => TinyModel.Regressor().WithClasses(["a"]));

    [Fact]
    public void PartsThatDoNotFit_AreNamed()
    {
        var head = TinyModel.Classifier();
        Assert.Contains("gives 3 values where 2", Message(head with { Classes = ["a", "b"] }));
        Assert.Contains("named twice", Message(head with { Classes = ["a", "b", "a"] }));
        Assert.Contains("temperature is 0", Message(head with { Temperature = 0 }));
        Assert.Contains("no layers", Message(head with { Layers = [] }));
        Assert.Contains("takes 11 values and is given 2", Message(head with { FeatureMean = [0, 0], FeatureScale = [1, 1] }));
        Assert.Contains("11 means and 9 scales", Message(head with { FeatureScale = new float[9] }));
        Assert.Contains("biases", Message(head with { Layers = [head.Layers[0] with { Bias = [] }, head.Layers[1]] }));
        Assert.Contains("weights", Message(head with { Layers = [head.Layers[0] with { Weights = [] }, head.Layers[1]] }));
    }

    private static string Message(HeadModel head) => Assert.Throws<ArgumentException>(head.Check).Message;
}
