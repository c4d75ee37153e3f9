using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>Reorders convolution kernels from TensorFlow's [height, width, ...] to ONNX's [output, input a group, height, width].</summary>
internal static class Kernels
{
    /// <summary>From [height, width, input, output].</summary>
    public static (float[] Values, long[] Shape) FromConvolution(Weight kernel)
    {
        var (height, width, input, output) = Dimensions(kernel);
        var source = kernel.ToFloats();
        var target = new float[source.Length];
        long next = 0;
        for (long o = 0; o < output; o++)
        {
            for (long i = 0; i < input; i++)
            {
                for (long tap = 0; tap < height * width; tap++)
                {
                    target[next++] = source[(((tap * input) + i) * output) + o];
                }
            }
        }

        return (target, [output, input, height, width]);
    }

    /// <summary>From [height, width, input, multiplier] of a depthwise convolution: a group a channel, one plane each.</summary>
    public static (float[] Values, long[] Shape) FromDepthwise(Weight kernel)
    {
        var (height, width, input, multiplier) = Dimensions(kernel);
        var source = kernel.ToFloats();
        var target = new float[source.Length];
        var (taps, planes) = (height * width, input * multiplier);
        for (long tap = 0; tap < taps; tap++)
        {
            for (long plane = 0; plane < planes; plane++)
            {
                target[(plane * taps) + tap] = source[(tap * planes) + plane];
            }
        }

        return (target, [planes, 1, height, width]);
    }

    private static (long, long, long, long) Dimensions(Weight kernel) => kernel.Shape is [var height, var width, var input, var output]
        ? (height, width, input, output)
        : throw new InvalidModelException($"The kernel '{kernel.Name}' has the shape [{string.Join(", ", kernel.Shape)}]; four dimensions are needed.");
}
