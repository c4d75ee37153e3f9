namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>A tensor of the ONNX graph being built.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape without the batch: [channels, height, width] of a picture, [features] of a vector.</param>
internal readonly record struct Value(string Name, long[] Shape)
{
    /// <summary>Whether it is a picture, which TensorFlow keeps channels-last and the ONNX graph channels-first.</summary>
    public bool IsPicture => Shape.Length == 3;

    /// <summary>The number of channels or features.</summary>
    public long Channels => Shape[0];
}
