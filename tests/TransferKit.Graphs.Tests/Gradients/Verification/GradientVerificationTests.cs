using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Gradients.Verification;
using TransferKit.Graphs.Stages;
using TransferKit.Graphs.Tests.Fixtures;

namespace TransferKit.Graphs.Tests.Gradients.Verification;

public sealed class GradientVerificationTests
{
    private const double Right = 1e-6;
    private static readonly float[] Images = TinyNetwork.Image(5, 2 * 3 * 8 * 8);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void TinyBackbone_HasRightGradientsFromEveryStage(int first)
    {
        var stages = Stages();
        var verified = GradientVerification.Run(stages, first, Images);
        Assert.True(verified.Passed);
        Assert.Equal(stages[first].Name, verified.From);
        Assert.Equal(TrainableSuffix.CutBefore(stages, first), verified.Gradients[0].Parameter);
        Assert.All(verified.Gradients, gradient => Assert.InRange(gradient.Error, 0, Right));
        Assert.All(verified.Gradients, gradient => Assert.InRange(gradient.ErrorFloat32, 1e-9, 1e-4));
        Assert.InRange(verified.OutputError, 1e-9, 1e-5);
    }

    [Fact]
    public void OperatorsWithoutKernelsOfFloat64_AreCheckedToo()
    {
        var network = new TinyNetwork();
        var value = network.Builder.Node("HardSwish", [network.Conv("image", 3, 8)]);
        value = network.Builder.Node("AveragePool", [value], [("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 })]);
        value = network.Builder.Node("Erf", [network.Conv(value, 8, 8, groups: 8)]);
        value = network.Conv(value, 8, 8);
        value = network.Builder.Node("Mul", [value, network.Builder.Node("Sigmoid", [value])]);
        value = network.Builder.Node("HardSigmoid", [network.Conv(value, 8, 16)]);
        value = network.Builder.Node("Softplus", [network.Conv(value, 16, 16)]);
        var stages = StageFinder.Find(network.Done(network.Dense(network.Pooled(value), 16, 5)), [1, 3, 8, 8]);
        var verified = GradientVerification.Run(stages, 0, Images);
        Assert.True(verified.Passed);
        Assert.InRange(verified.Largest.Error, 0, Right);
    }

    [Fact]
    public void GradientThatIsZero_IsNoErrorForItsRounding()
    {
        var network = new TinyNetwork();
        var bias = network.Weight("bias", 16);
        var value = network.Builder.Node("Conv", ["image", network.Weight("w", 16, 3, 3, 3), bias]);
        var centred = network.Builder.Node("Sub", [value, network.Builder.Node("ReduceMean", [value], [("axes", new long[] { 2, 3 })])]);
        var stages = StageFinder.Find(network.Done(network.Dense(network.Pooled(network.Relu(centred)), 16, 5)), [1, 3, 8, 8]);
        var verified = GradientVerification.Run(stages, 0, Images);
        Assert.True(verified.Passed);
        Assert.InRange(verified.Gradients.Single(gradient => gradient.Parameter == bias).ErrorFloat32, 0, 0.01);
    }

    [Theory]
    [InlineData("Conv", 0)]
    [InlineData("Conv", 3)]
    [InlineData("Relu", 1)]
    [InlineData("Add", 0)]
    public void PlantedFault_IsFound(string rule, int share)
    {
        var fault = new GradientFault(rule, share, 1.01);
        var options = new GradientVerificationOptions { Derivation = new() { Fault = fault } };
        var verified = GradientVerification.Run(Stages(), 0, Images, options);
        Assert.True(fault.Shares > share);
        Assert.False(verified.Passed);
        Assert.InRange(verified.Largest.Error, 1e-3, 1);
    }

    [Fact]
    public void ErrorsInFloat32_AreFailuresToo()
    {
        var options = new GradientVerificationOptions { ToleranceFloat32 = 1e-12 };
        Assert.False(GradientVerification.Run(Stages(), 2, Images, options).Passed);
    }

    [Fact]
    public void MoreSamples_CheckMoreEntries()
    {
        var few = GradientVerification.Run(Stages(), 2, Images, new() { Samples = 2 });
        var many = GradientVerification.Run(Stages(), 2, Images, new() { Samples = 20 });
        Assert.All(few.Gradients, gradient => Assert.Equal(3, gradient.Checked + gradient.Kinks));
        Assert.All(many.Gradients, gradient => Assert.Equal(21, gradient.Checked + gradient.Kinks));
    }

    [Fact]
    public void Progress_EndsAtItsTotal()
    {
        var reports = new List<ProgressReport>();
        GradientVerification.Run(Stages(), 2, Images, null, new Recorder(reports));
        Assert.Equal(Enumerable.Range(1, reports.Count).Select(i => (long)i), reports.Select(report => report.Done));
        Assert.Equal(reports.Count, reports[^1].Total);
    }

    [Fact]
    public void Cancellation_StopsInTheMiddle()
    {
        using var source = new CancellationTokenSource();
        var reports = new List<ProgressReport>();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            GradientVerification.Run(Stages(), 0, Images, null, new Recorder(reports, source.Cancel), source.Token));
        Assert.Single(reports);
    }

    [Fact]
    public void WrongOptions_AreNamed()
    {
        void Refused(string what, GradientVerificationOptions options, float[] images) => Assert.Contains(
            what, Assert.Throws<InvalidOptionsException>(() => GradientVerification.Run(Stages(), 0, images, options)).Message, StringComparison.Ordinal);
        Refused("'tolerance' is 0;", new() { Tolerance = 0 }, Images);
        Refused("'tolerance of float32' is 2;", new() { ToleranceFloat32 = 2 }, Images);
        Refused("'samples' is 0;", new() { Samples = 0 }, Images);
        Refused("'threads' is 0;", new() { Threads = 0 }, Images);
        Refused("100 values are no whole images", new(), new float[100]);
        Refused("0 values are no whole images", new(), []);
    }

    /// <summary>Three stages: a convolution, a residual block, a depthwise pair.</summary>
    private static StageList Stages()
    {
        var network = new TinyNetwork();
        var value = network.Residual(network.ConvRelu("image", 3, 16), 16);
        value = network.ConvRelu(network.ConvRelu(value, 16, 16, groups: 16), 16, 16, kernel: 1);
        var stages = StageFinder.Find(network.Done(network.Dense(network.Pooled(value), 16, 5)), [1, 3, 8, 8]);
        Assert.Equal(3, stages.Count);
        return stages;
    }

    private sealed class Recorder(List<ProgressReport> reports, Action? then = null) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value)
        {
            reports.Add(value);
            then?.Invoke();
        }
    }
}
