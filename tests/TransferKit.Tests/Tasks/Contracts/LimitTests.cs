using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Tasks.Contracts;

namespace TransferKit.Tests.Tasks.Contracts;

public sealed class LimitTests
{
    [Theory]
    [InlineData("label.accuracy>=0.9")]
    [InlineData("label.cost.high<=2")]
    [InlineData("label.recall:cat>=0.8")]
    [InlineData("label.recall:cat.low>=0.8")]
    [InlineData("my.label.recall:a b>=0.8")]
    [InlineData("model.bytes<=20000000")]
    [InlineData("model.latency<=50.5")]
    public void ALimit_ReadsBackAsItIsWritten(string text) => Assert.Equal(text, Limit.Parse(text).ToString());

    [Theory]
    [InlineData("label.acuracy>=0.9", "there is no metric 'acuracy'")]
    [InlineData("label.recall:>=0.9", "names no class")]
    [InlineData("label.recall:cat=0.9", "no '>=' or '<='")]
    [InlineData("model.bytes<=many", "with a number behind it")]
    [InlineData("model.speed<=1", "there is no metric 'speed'")]
    [InlineData("label", "model.latency<=X")]
    public void WhatIsNone_ExplainsItself(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidOptionsException>(() => Limit.Parse(text)).Message);

    [Theory]
    [InlineData("label.accuracy>=0.7", LimitResult.Met)]
    [InlineData("label.accuracy>=0.85", LimitResult.NotDistinguishable)]
    [InlineData("label.accuracy>=0.75", LimitResult.NotDistinguishable)]
    [InlineData("label.accuracy>=0.95", LimitResult.NotMet)]
    [InlineData("label.accuracy.low>=0.75", LimitResult.NotMet)]
    [InlineData("label.accuracy.low>=0.7", LimitResult.Met)]
    [InlineData("label.accuracy<=0.95", LimitResult.Met)]
    public void AFigure_KeepsALimitThatItsIntervalDoesNotHold(string text, string outcome) =>
        Assert.Equal(outcome, Limit.Parse(text).Check(new Interval(0.8, 0.7, 0.9, 100)).Outcome);

    [Fact]
    public void NumbersAreCertain_AndNothingMeasuredIsSaid()
    {
        Assert.Equal(LimitResult.Met, Limit.Parse("model.bytes<=10").Check(10).Outcome);
        Assert.Equal(LimitResult.NotMet, Limit.Parse("model.bytes<=10").Check(11).Outcome);
        Assert.Equal(LimitResult.NotMeasured, Limit.Parse("label.accuracy>=0.9").Check(null).Outcome);
    }

    [Theory]
    [InlineData("lable.accuracy>=0.9", "there is no task 'lable'; allowed: label. Did you mean 'label'?")]
    [InlineData("label.kappa>=0.9", "task 'label' has no metric 'kappa'")]
    [InlineData("label.recall:rd>=0.9", "task 'label' has no class 'rd'; allowed: red, green. Did you mean 'red'?")]
    public void WhatWillNotBeMeasured_IsFoundBefore(string text, string message)
    {
        var contract = new MetricContract(ContractTerms.None with { Limits = [text] }, []);
        var known = new Dictionary<string, (IReadOnlyList<string>, IReadOnlyList<string>)> { ["label"] = (["accuracy"], ["red", "green"]) };
        Assert.Contains(message, Assert.Throws<InvalidContractException>(() => contract.RequireLimits(known)).Message);
    }
}
