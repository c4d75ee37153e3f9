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

/// <summary>A window that slides over a picture: of a convolution or of a pooling.</summary>
/// <param name="Height">The kernel's height.</param>
/// <param name="Width">The kernel's width.</param>
/// <param name="Strides">Steps down and right.</param>
/// <param name="Dilations">Distances between taps, down and right.</param>
/// <param name="Same">TensorFlow's SAME padding; else none.</param>
internal sealed record Window(long Height, long Width, long[] Strides, long[] Dilations, bool Same)
{
    /// <summary>The attributes that an ONNX Conv needs. TensorFlow pads the odd row and column at the end, which ONNX calls SAME_UPPER.</summary>
    public (string, object)[] ConvolutionAttributes => [.. PoolAttributes, ("dilations", Dilations)];

    /// <summary>The attributes that an ONNX pooling needs.</summary>
    public (string, object)[] PoolAttributes =>
    [
        ("kernel_shape", new[] { Height, Width }),
        ("strides", Strides),
        ("auto_pad", Same ? "SAME_UPPER" : "VALID"),
    ];

    /// <summary>The picture's shape after the window has passed over it.</summary>
    public long[] After(long[] shape, long channels) =>
        [channels, Steps(shape[1], Height, 0), Steps(shape[2], Width, 1)];

    private long Steps(long size, long kernel, int axis) => Same
        ? (size + Strides[axis] - 1) / Strides[axis]
        : ((size - (((kernel - 1) * Dilations[axis]) + 1)) / Strides[axis]) + 1;
}
