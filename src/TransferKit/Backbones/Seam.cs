using TransferKit.Imaging;
namespace TransferKit.Backbones;
#pragma warning disable CS1591
public enum TensorLayout { Nchw, Nhwc }
public sealed record InputSpec
{
    public required string Name { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public TensorLayout Layout { get; init; }
    public float[] Scale { get; init; } = [1, 1, 1];
    public float[] Offset { get; init; } = [0, 0, 0];
    public ResizeMode Resize { get; init; }
}
