using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Lowering;

/// <summary>How the windows of a convolution or a pool lie on a map: kernel, strides, padding, dilation.</summary>
internal sealed record WindowShape(MapShape Input, int KernelHeight, int KernelWidth, int OutHeight, int OutWidth)
{
    /// <summary>Steps from window to window, down and across.</summary>
    public (int Down, int Across) Stride { get; init; } = (1, 1);

    /// <summary>Padding before the first row and column.</summary>
    public (int Top, int Left) Padding { get; init; }

    /// <summary>Steps from tap to tap inside a window.</summary>
    public (int Down, int Across) Dilation { get; init; } = (1, 1);

    /// <summary>Taps of a window.</summary>
    public int Taps => KernelHeight * KernelWidth;

    /// <summary>Windows on the map.</summary>
    public int Windows => OutHeight * OutWidth;

    /// <summary>Whether windows are next to each other in both directions.</summary>
    public bool IsDense => Stride == (1, 1);

    /// <summary>Whether every window is one value of the map, and every value one window.</summary>
    public bool IsPointwise => Taps == 1 && IsDense && Windows == Input.Positions && Padding == (0, 0);

    /// <summary>Tells equal windows on equal maps from others; channels do not matter.</summary>
    public string Key => FormattableString.Invariant(
        $"{Input.Images}x{Input.Height}x{Input.Width} {KernelHeight}x{KernelWidth} {OutHeight}x{OutWidth} {Stride} {Padding} {Dilation}");

    /// <summary>Reads a node that has the attributes of Conv or of a pool.</summary>
    /// <param name="node">The node.</param>
    /// <param name="input">The shape of its map.</param>
    /// <param name="output">The shape of its output [N, C, H, W].</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    public static WindowShape Of(NodeProto node, MapShape input, long[] output, long[] kernel)
    {
        var strides = node.Longs("strides") ?? [1, 1];
        var dilations = node.Longs("dilations") ?? [1, 1];
        var pads = node.Text("auto_pad", "NOTSET") switch
        {
            "SAME_UPPER" => [Same(0) / 2, Same(1) / 2],
            "SAME_LOWER" => [(Same(0) + 1) / 2, (Same(1) + 1) / 2],
            "VALID" => [0, 0],
            _ => node.Longs("pads") ?? [0L, 0, 0, 0],
        };
        return new(input, (int)kernel[0], (int)kernel[1], (int)output[2], (int)output[3])
        {
            Stride = ((int)strides[0], (int)strides[1]),
            Padding = ((int)pads[0], (int)pads[1]),
            Dilation = ((int)dilations[0], (int)dilations[1]),
        };

        // What the windows cover beyond the map.
        long Same(int axis) => Math.Max(0, ((output[2 + axis] - 1) * strides[axis]) + (dilations[axis] * (kernel[axis] - 1)) + 1
            - (axis == 0 ? input.Height : input.Width));
    }

    /// <summary>The position under a tap of a window, or <see cref="MapShape.Positions"/> where it lies outside the map.</summary>
    public int Position(int window, int tap)
    {
        var y = (window / OutWidth * Stride.Down) - Padding.Top + (tap / KernelWidth * Dilation.Down);
        var x = (window % OutWidth * Stride.Across) - Padding.Left + (tap % KernelWidth * Dilation.Across);
        return y >= 0 && y < Input.Height && x >= 0 && x < Input.Width ? (y * Input.Width) + x : Input.Positions;
    }

    /// <summary>Whether a window reaches beyond the map.</summary>
    public bool LeavesMap() => Enumerable.Range(0, Windows).Any(w => Enumerable.Range(0, Taps).Any(t => Position(w, t) == Input.Positions));

    /// <summary>Row numbers, images fastest but for taps: [windows, images, taps].</summary>
    public int[] WindowRows() => Rows((window, image, tap) => (Position(window, tap) * Input.Images) + image, Windows);

    /// <summary>For unit strides: where the windows' own values lie that read a position through each tap, [positions, images, taps].</summary>
    public int[] ReaderRows()
    {
        var readers = Readers();
        return Rows((position, image, tap) => (readers[position, tap] * Input.Images) + image, Input.Positions);
    }

    /// <summary>The window that reads a position through a tap, or <see cref="Windows"/> where there is none.</summary>
    public int[,] Readers()
    {
        var readers = new int[Input.Positions, Taps];
        for (var i = 0; i < readers.Length; i++)
        {
            readers[i / Taps, i % Taps] = Windows;
        }

        for (var window = 0; window < Windows; window++)
        {
            for (var tap = 0; tap < Taps; tap++)
            {
                if (Position(window, tap) is var position && position < Input.Positions)
                {
                    readers[position, tap] = window;
                }
            }
        }

        return readers;
    }

    private int[] Rows(Func<int, int, int, int> row, int count)
    {
        var rows = new int[count * Input.Images * Taps];
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            for (var image = 0; image < Input.Images; image++)
            {
                for (var tap = 0; tap < Taps; tap++)
                {
                    rows[at++] = row(i, image, tap);
                }
            }
        }

        return rows;
    }
}
