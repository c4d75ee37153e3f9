using TransferKit.Evaluation;

namespace TransferKit.Tests.Evaluation;

public sealed class HolmCorrectionTests
{
    /// <summary>R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm").</summary>
    [Fact]
    public void Corrected_AsR_Does() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], HolmCorrection.Of([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 10)));

    [Fact]
    public void OneAlone_StaysAsItIs_AndNoneExceedsOne()
    {
        Assert.Equal([0.04], HolmCorrection.Of([0.04]));
        Assert.Equal([1.0, 1.0], HolmCorrection.Of([0.9, 0.6]));
        Assert.Empty(HolmCorrection.Of([]));
    }
}
