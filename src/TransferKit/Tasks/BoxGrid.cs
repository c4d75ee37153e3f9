using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;

namespace TransferKit.Tasks;

/// <summary>
/// The cells that a box is found by: each says how likely it sees the object, and where from there its centre and how large it is; the box is what
/// the cells say together, weighted by the softmax of the first.
/// </summary>
/// <param name="Rows">Cells down.</param>
/// <param name="Columns">Cells across.</param>
internal readonly record struct BoxGrid(int Rows, int Columns)
{
    /// <summary>What a cell says: a logit, the way to the centre across and down in cells, the logarithms of width and height; in steps.</summary>
    public const int Scores = 5;

    /// <summary>What a cell's word of 1 about a size stands for, as a logarithm. Weights are small at the start and held small: so are ways and sizes, but
    /// not the logits.</summary>
    public const float SizeStep = 0.3f;

    private const float LogitStep = 4;

    private const int Corners = 4;

    /// <summary>How many cells there are.</summary>
    public int Cells => Rows * Columns;

    /// <summary>The middle of a cell, in shares of the picture's sides.</summary>
    public (double X, double Y) Centre(int cell) => (((cell % Columns) + 0.5) / Columns, ((cell / Columns) + 0.5) / Rows);

    /// <summary>The cell that a place in the picture lies in.</summary>
    public int CellAt(double x, double y) => (Math.Clamp((int)(y * Rows), 0, Rows - 1) * Columns) + Math.Clamp((int)(x * Columns), 0, Columns - 1);

    /// <summary>Adds the box that cells say together, not yet cut to the picture.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="scores">What the cells say [N, cells x 5].</param>
    /// <returns>The corners [N, 4] and the cells' logits [N, cells].</returns>
    public (string Box, string Logits) AddBox(GraphBuilder graph, string scores)
    {
        string Part(string tensor, string name, long axis, params long[] places) => graph.Node("Gather", [tensor, graph.Longs(name, places)], [("axis", axis)]);
        var cells = graph.Node("Reshape", [scores, graph.Longs("cells", -1, Cells, Scores)]);
        var logits = graph.Node("Mul", [graph.Node("Reshape", [Part(cells, "logit", 2, 0), graph.Longs("logits", -1, Cells)]), graph.Scalar(LogitStep)]);
        var weights = graph.Node("Reshape", [graph.Node("Softmax", [logits], [("axis", 1L)]), graph.Longs("weights", -1, 1, Cells)]);
        var steps = graph.Node("Mul", [Part(cells, "centre_and_size", 2, 1, 2, 3, 4), graph.Constant(Tensors.FromFloats("steps", [1f / Columns, 1f / Rows, SizeStep, SizeStep], 1, 1, Corners))]);
        var said = graph.Node("Add", [steps, graph.Constant(Tensors.FromFloats("centres", Centres(), 1, Cells, Corners))]);
        var together = graph.Node("Reshape", [graph.Node("MatMul", [weights, said]), graph.Longs("box", -1, Corners)]);
        var centre = Part(together, "centre", 1, 0, 1);
        var half = graph.Node("Mul", [graph.Node("Exp", [Part(together, "size", 1, 2, 3)]), graph.Scalar(0.5f)]);
        return (graph.Node("Concat", [graph.Node("Sub", [centre, half]), graph.Node("Add", [centre, half])], [("axis", 1L)]), logits);
    }

    /// <summary>What <see cref="AddBox"/> gives for one row, outside the graph.</summary>
    /// <param name="scores">What the cells say [cells x 5].</param>
    /// <param name="logProbabilities">Where the logarithms of the softmax are written [cells].</param>
    public Box Decode(ReadOnlySpan<float> scores, Span<double> logProbabilities)
    {
        var largest = double.NegativeInfinity;
        for (var cell = 0; cell < Cells; cell++)
        {
            largest = Math.Max(largest, LogitStep * scores[cell * Scores]);
        }

        var sum = 0.0;
        for (var cell = 0; cell < Cells; cell++)
        {
            sum += Math.Exp((LogitStep * scores[cell * Scores]) - largest);
        }

        var (x, y, width, height) = (0.0, 0.0, 0.0, 0.0);
        for (var cell = 0; cell < Cells; cell++)
        {
            var said = scores.Slice(cell * Scores, Scores);
            logProbabilities[cell] = (LogitStep * said[0]) - largest - Math.Log(sum);
            var (weight, centre) = (Math.Exp(logProbabilities[cell]), Centre(cell));
            x += weight * (centre.X + (said[1] / Columns));
            y += weight * (centre.Y + (said[2] / Rows));
            width += weight * SizeStep * said[3];
            height += weight * SizeStep * said[4];
        }

        (width, height) = (Math.Exp(width), Math.Exp(height));
        return new(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));
    }

    /// <summary>What is added to a cell's words to make them a place in the picture: nothing is, to sizes.</summary>
    private float[] Centres()
    {
        var centres = new float[Cells * Corners];
        for (var cell = 0; cell < Cells; cell++)
        {
            var (x, y) = Centre(cell);
            (centres[cell * Corners], centres[(cell * Corners) + 1]) = ((float)x, (float)y);
        }

        return centres;
    }
}
