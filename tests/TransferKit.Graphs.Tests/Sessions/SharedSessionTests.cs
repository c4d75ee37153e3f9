using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Tests.Sessions;

public class SharedSessionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_TakesBatchesOfAnySize(int batch)
    {
        using var session = new SharedSession(Doubler());
        var input = Enumerable.Range(0, batch * 2).Select(i => (float)i).ToArray();
        var output = Assert.Single(session.Run(input, [batch, 2]));
        Assert.Equal([batch, 2], output.Shape);
        Assert.Equal(input.Select(value => 2 * value), output.Values);
    }

    [Fact]
    public void InputOfAnotherShape_IsATypedError()
    {
        using var session = new SharedSession(Doubler());
        Assert.Contains("[1, 3]", Assert.Throws<InvalidModelException>(() => session.Run(new float[3], [1, 3])).Message);
    }

    [Fact]
    public void Disposed_RefusesRuns()
    {
        var session = new SharedSession(Doubler());
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Run(new float[2], [1, 2]));
        Assert.Throws<ObjectDisposedException>(() => session.Run(new float[2], [1, 2]));
    }

    [Fact]
    public async Task CancellationDuringTheRun_StopsIt()
    {
        using var session = new SharedSession(Slow());
        using var cancellation = new CancellationTokenSource();
        var run = Task.Factory.StartNew(() => session.Run(new float[400 * 400], [400, 400], cancellation.Token), TaskCreationOptions.LongRunning);
        cancellation.CancelAfter(50);
        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
    }

    private static OnnxModel Doubler()
    {
        var builder = new GraphBuilder("doubler");
        builder.Input("x", DataType.Float, null, 2);
        builder.Node("Mul", ["x", builder.Scalar(2)], output: "y");
        builder.Output("y", DataType.Float, null, 2);
        return OnnxModel.From(builder.ToModel());
    }

    /// <summary>Seconds of work in many nodes.</summary>
    private static OnnxModel Slow()
    {
        var builder = new GraphBuilder("slow");
        var value = builder.Input("x", DataType.Float, 400, 400);
        for (var i = 0; i < 3000; i++)
        {
            value = builder.Node("MatMul", [value, "x"]);
        }

        builder.Output(value, DataType.Float, 400, 400);
        return OnnxModel.From(builder.ToModel());
    }
}
