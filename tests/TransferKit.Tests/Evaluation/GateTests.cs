using FsCheck.Xunit;
using TransferKit.Evaluation;
using TransferKit.Foundation;

namespace TransferKit.Tests.Evaluation;

public class GateTests
{
    private static readonly Interval Figure = new(0.9, 0.85, 0.95, 100);

    [Theory]
    [InlineData("label.accuracy>=0.9", "label", "accuracy", GateEnd.Value, true, 0.9)]
    [InlineData("label.accuracy.low >= 0.9", "label", "accuracy", GateEnd.Low, true, 0.9)]
    [InlineData("age.mae.high<=4", "age", "mae", GateEnd.High, false, 4)]
    [InlineData("my.task.macro-f1>=5e-1", "my.task", "macro-f1", GateEnd.Value, true, 0.5)]
    [InlineData("a>=b.r2>=-1", "a>=b", "r2", GateEnd.Value, true, -1)]
    public void Text_IsRead(string text, string task, string metric, GateEnd end, bool atLeast, double limit) =>
        Assert.Equal(new Gate(task, metric, end, atLeast, limit), Gate.Parse(text));

    [Theory]
    [InlineData("", "has no '>=' or '<='")]
    [InlineData("label.accuracy>0.9", "has no '>=' or '<='")]
    [InlineData("label.accuracy>=high", "the limit 'high', which is no number")]
    [InlineData("label.accuracy>=", "is no number")]
    [InlineData("label.accuracy>=NaN", "is no number")]
    [InlineData("accuracy>=0.9", "names no task and metric")]
    [InlineData(".accuracy>=0.9", "names no task and metric")]
    [InlineData("label.accurracy>=0.9", "no metric 'accurracy'; allowed: accuracy, balanced-accuracy, macro-f1, log-loss")]
    [InlineData("label.accuracy.middle>=0.9", "no metric 'middle'")]
    public void BadText_SaysWhatIsAllowed(string text, string expected)
    {
        var error = Assert.Throws<InvalidOptionsException>(() => Gate.Parse(text));
        Assert.Contains($"'gate' is '{text}'", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Property]
    public bool WrittenGate_ReadsBack(GateEnd end, bool atLeast, FsCheck.NormalFloat limit)
    {
        var gate = new Gate("a.b", "log-loss", end, atLeast, limit.Get);
        return Gate.Parse(gate.ToString()) == gate;
    }

    [Theory]
    [InlineData("label.accuracy>=0.9", true)]
    [InlineData("label.accuracy.low>=0.9", false)]
    [InlineData("label.accuracy.high>=0.95", true)]
    [InlineData("label.accuracy.high<=0.94", false)]
    public void Figure_IsHeldAgainstTheLimit(string text, bool met) => Assert.Equal(met, Gate.Parse(text).Check(Figure).Met);

    [Fact]
    public void Result_TellsGateAndFigure() => Assert.Equal(
        "gate label.accuracy.low>=0.9 not met: 0.8500, from accuracy 0.900 [0.850, 0.950], n = 100",
        Gate.Parse("label.accuracy.low>=0.9").Check(Figure).Text);

    [Fact]
    public void NothingMeasured_IsNotMet() => Assert.False(Gate.Parse("label.accuracy>=0").Check(null).Met);

    [Fact]
    public void UnknownTaskOrMetricOfOtherKind_Throws()
    {
        var known = new Dictionary<string, IReadOnlyList<string>> { ["label"] = ["accuracy"] };
        Gate.Parse("label.accuracy>=0.9").RequireKnown(known);
        Assert.Contains("no task 'other'; allowed: label", Reject("other.accuracy>=0.9"));
        Assert.Contains("task 'label' has no metric 'mae'; allowed: accuracy", Reject("label.mae<=3"));

        string Reject(string text) => Assert.Throws<InvalidOptionsException>(() => Gate.Parse(text).RequireKnown(known)).Message;
    }
}
