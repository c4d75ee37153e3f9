using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Strategy;

namespace TransferKit.Tests.Strategy;

public sealed class RunComparisonTests
{
    [Fact]
    public void TheBetterRun_IsTold()
    {
        var (first, second) = (Run(0.1), Run(0.4));

        var difference = RunComparison.Of(first, second).Tasks.Single();

        Assert.Equal("cv", difference.On);
        Assert.True(difference.Difference!.Value.IsDistinguishable && difference.Difference.Value.Value.Value > 0.2);
    }

    [Fact]
    public void ARunAndItself_CannotBeToldApart()
    {
        var comparison = RunComparison.Of(Run(0.3), Run(0.3));

        Assert.Empty(comparison.Options);
        Assert.Equal(0, comparison.Tasks[0].Difference!.Value.Value.Value);
    }

    [Fact]
    public void OptionsThatDiffer_AreListed()
    {
        var run = Run(0.3);
        var other = run with { Recipe = new Dictionary<string, string>(run.Recipe) { ["mixup"] = "0.2" } };

        Assert.Equal([("mixup", "0", "0.2")], RunComparison.Of(run, other).Options);
    }

    [Fact]
    public void ImagesArePairedByContent_WhateverTheirOrder()
    {
        var run = Run(0.3);
        var order = Enumerable.Range(0, run.Images.Count).Reverse().ToArray();
        var answers = run.Tasks[0].Answers;
        float[] Turned(float[] values) => [.. order.SelectMany(image => values.Skip(4 * image).Take(4))];
        var turned = run with
        {
            Images = [.. order.Select(image => run.Images[image])],
            Tasks = [run.Tasks[0] with { Answers = new(Turned(answers.Model), Turned(answers.Folds), []) }],
        };

        Assert.Equal(0, RunComparison.Of(run, turned).Tasks[0].Difference!.Value.Value.Value);
        Assert.Equal(1, RunComparison.Of(run, turned).Tasks[0].Difference!.Value.P);
    }

    [Fact]
    public void RunsOfOtherImages_AreAnErrorThatSaysWhatToDo() => Assert.Contains(
        "--split-file",
        Assert.Throws<InvalidOptionsException>(() => RunComparison.Of(Run(0.1), new PlantedRun().Add(SplitName.Train, 5, 0).Build())).Message);

    private static RunRecord Run(double error) => new PlantedRun().Add(SplitName.Train, 150, 0, error).Build();
}
