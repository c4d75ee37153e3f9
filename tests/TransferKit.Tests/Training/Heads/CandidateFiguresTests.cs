using TransferKit.Training.Heads;

namespace TransferKit.Tests.Training.Heads;

public sealed class CandidateFiguresTests
{
    private const double Undefined = double.NaN;

    [Fact]
    public void WithoutAMetric_TheLeastLossWins_AndTheFirstOfEqualOnes() =>
        Assert.Equal(1, CandidateFigures.Best([new([3, 1, 1], null)]));

    [Fact]
    public void WithAMetric_TheLeastErrorWins_WhateverTheLoss() =>
        Assert.Equal(2, CandidateFigures.Best([new([1, 2, 9], [0.3, 0.2, 0.1])]));

    [Fact]
    public void OfEqualErrors_TheLessLossWins() =>
        Assert.Equal(2, CandidateFigures.Best([new([1, 5, 4], [0.3, 0.2, 0.2])]));

    [Fact]
    public void AnUndefinedError_NeverWins_AndWhereAllAre_TheLossChooses()
    {
        Assert.Equal(1, CandidateFigures.Best([new([1, 2], [Undefined, 0.9])]));
        Assert.Equal(0, CandidateFigures.Best([new([1, 2], [Undefined, Undefined])]));
    }

    /// <summary>Errors of 30 to 60 grams would drown shares: relative to their mean, the second task decides.</summary>
    [Fact]
    public void SeveralTasks_CountByErrorsRelativeToTheirMean() =>
        Assert.Equal(1, CandidateFigures.Best([new([1, 1], [50, 60]), new([1, 1], [0.4, 0.1])]));

    [Fact]
    public void ATaskWithoutAMetric_BringsItsLossBesideOthersErrors() =>
        Assert.Equal(1, CandidateFigures.Best([new([1, 1], [0.2, 0.21]), new([2, 1], null)]));

    [Fact]
    public void ErrorsOfZero_LeaveTheChoiceToTheLoss() =>
        Assert.Equal(1, CandidateFigures.Best([new([2, 1], [0, 0])]));
}
