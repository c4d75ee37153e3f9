namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>A window that slides over a picture: of a convolution or of a pooling.</summary>
/// <param name="Height">The kernel's height.</param>
/// <param name="Width">The kernel's width.</param>
/// <param name="Strides">Steps down and right.</param>
/// <param name="Dilations">Distances between taps, down and right.</param>
/// <param name="Same">TensorFlow's SAME padding; else none.</param>
internal sealed record Window(long Height, long Width, long[] Strides, long[] Dilations, bool Same)
{
    /// <summary>The attributes that an ONNX Conv needs.</summary>
    public (string, object)[] ConvolutionAttributes => [.. PoolAttributes, ("dilations", Dilations)];

    /// <summary>The attributes that an ONNX pooling needs.</summary>
    public (string, object)[] PoolAttributes => [("kernel_shape", new[] { Height, Width }), ("strides", Strides), Padding];

    // TensorFlow pads an odd row or column at the end. At stride 1 the amounts do not depend on the picture's size and are written
    // down (ONNX Runtime refuses dilation otherwise); at other strides ONNX calls the same SAME_UPPER.
    private (string, object) Padding
    {
        get
        {
            if (!Same || Strides is not [1, 1])
            {
                return ("auto_pad", Same ? "SAME_UPPER" : "VALID");
            }

            var (rows, columns) = ((Height - 1) * Dilations[0], (Width - 1) * Dilations[1]);
            return ("pads", new[] { rows / 2, columns / 2, rows - (rows / 2), columns - (columns / 2) });
        }
    }

    /// <summary>The picture's shape after the window has passed over it.</summary>
    public long[] After(long[] shape, long channels) =>
        [channels, Steps(shape[1], Height, 0), Steps(shape[2], Width, 1)];

    private long Steps(long size, long kernel, int axis) => Same
        ? (size + Strides[axis] - 1) / Strides[axis]
        : ((size - (((kernel - 1) * Dilations[axis]) + 1)) / Strides[axis]) + 1;
}
