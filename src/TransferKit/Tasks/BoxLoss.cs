using System.Numerics.Tensors;
using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;

namespace TransferKit.Tasks;

/// <summary>
/// What a box is found by: 1 - the generalised intersection over union (Rezatofighi et al. 2019, https://arxiv.org/abs/1902.09630), which says of boxes that
/// do not meet how far apart they are; the distance of the corners; and, so that cells know early where to look, a cross-entropy of
/// the cells with those whose middle lies in the box.
/// </summary>
/// <param name="grid">The cells.</param>
internal sealed class BoxLoss(BoxGrid grid) : TaskLoss
{
    private const int Corners = 4;

    /// <summary>The corners, then the share that each cell should have.</summary>
    public override int Targets(int outputs) => Corners + grid.Cells;

    public override string Add(GraphBuilder graph, string outputs, string targets, string weights)
    {
        string Part(string tensor, string name, long start, long end) =>
            graph.Node("Slice", [tensor, graph.Longs(name, start), graph.Longs(name, end), graph.Longs(name, 1)]);
        string Sum(string tensor) => graph.Node("ReduceSum", [tensor, graph.Longs("axes", 1)], [("keepdims", 1L)]);
        // Width times height of a rectangle from its two corners.
        string Area(string low, string high)
        {
            var sides = graph.Node("Relu", [graph.Node("Sub", [high, low])]);
            return graph.Node("Mul", [Part(sides, "width", 0, 1), Part(sides, "height", 1, 2)]);
        }

        var (box, logits) = grid.AddBox(graph, outputs);
        var wanted = Part(targets, "wanted", 0, Corners);
        var (low, high) = (Part(box, "low", 0, 2), Part(box, "high", 2, Corners));
        var (wantedLow, wantedHigh) = (Part(wanted, "wanted_low", 0, 2), Part(wanted, "wanted_high", 2, Corners));
        var shared = Area(graph.Node("Max", [low, wantedLow]), graph.Node("Min", [high, wantedHigh]));
        var union = graph.Node("Sub", [graph.Node("Add", [Area(low, high), Area(wantedLow, wantedHigh)]), shared]);
        var around = Area(graph.Node("Min", [low, wantedLow]), graph.Node("Max", [high, wantedHigh]));
        // 1 - (shared / union - (around - union) / around) = 2 - shared / union - union / around
        var overlap = graph.Node("Add", [graph.Node("Div", [shared, union]), graph.Node("Div", [union, around])]);
        var apart = graph.Node("Sub", [graph.Scalar(2), overlap]);
        var distance = Sum(graph.Node("Abs", [graph.Node("Sub", [box, wanted])]));
        var cells = Sum(graph.Node("Mul", [Part(targets, "cells", Corners, Corners + grid.Cells), graph.Node("LogSoftmax", [logits], [("axis", 1L)])]));
        var losses = graph.Node("Sub", [graph.Node("Add", [apart, distance]), cells]);
        return graph.Node("ReduceSum", [graph.Node("Mul", [losses, weights])], [("keepdims", 0L)]);
    }

    public override void WriteTarget(double label, Span<float> target)
    {
        var box = BoxLabel.Read(label);
        (target[0], target[1], target[2], target[3]) = ((float)box.XMin, (float)box.YMin, (float)box.XMax, (float)box.YMax);
        var cells = target[Corners..];
        for (var cell = 0; cell < grid.Cells; cell++)
        {
            var (x, y) = grid.Centre(cell);
            cells[cell] = x >= box.XMin && x <= box.XMax && y >= box.YMin && y <= box.YMax ? 1 : 0;
        }

        // A box may be smaller than a cell.
        cells[grid.CellAt((box.XMin + box.XMax) / 2, (box.YMin + box.YMax) / 2)] = 1;
        TensorPrimitives.Divide(cells, TensorPrimitives.Sum<float>(cells), cells);
    }

    public override double OfRow(ReadOnlySpan<float> outputs, double label)
    {
        Span<float> target = new float[Targets(outputs.Length)];
        WriteTarget(label, target);
        var logProbabilities = new double[grid.Cells];
        var (box, wanted) = (grid.Decode(outputs, logProbabilities), Box.Of(target));
        var shared = box.Within(wanted).Area;
        var union = box.Area + wanted.Area - shared;
        var around = (Math.Max(box.XMax, wanted.XMax) - Math.Min(box.XMin, wanted.XMin)) * (Math.Max(box.YMax, wanted.YMax) - Math.Min(box.YMin, wanted.YMin));
        var distance = Math.Abs(box.XMin - wanted.XMin) + Math.Abs(box.YMin - wanted.YMin) + Math.Abs(box.XMax - wanted.XMax) + Math.Abs(box.YMax - wanted.YMax);
        var cells = 0.0;
        for (var cell = 0; cell < grid.Cells; cell++)
        {
            cells -= target[Corners + cell] * logProbabilities[cell];
        }

        return 2 - (shared / union) - (union / around) + distance + cells;
    }
}
