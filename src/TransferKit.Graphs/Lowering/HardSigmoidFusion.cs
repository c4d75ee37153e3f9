using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Lowering;

/// <summary>
/// Puts hard sigmoids back together that an export took apart: clip(x + b, 0, h) / h, and the hard swish around it
/// (MobileNetV3, https://arxiv.org/abs/1905.02244). ONNX Runtime keeps <c>HardSigmoid</c> in its blocked layout or inside the
/// convolution before it; the pieces cost a change of layout each. Values move by rounding only.
/// </summary>
public static class HardSigmoidFusion
{
    // 1/6 and 6 as float32 need not multiply to 1 exactly.
    private const double Tolerance = 1e-6;

    /// <summary>Rewrites a graph in place.</summary>
    /// <param name="graph">The graph; tensors that are outputs, or that several nodes read, stay.</param>
    /// <returns>How many hard sigmoids were found.</returns>
    public static int Apply(GraphProto graph) => new Rewrite(graph).Run();

    private sealed class Rewrite
    {
        private readonly GraphProto _graph;
        private readonly Dictionary<string, TensorProto> _constants;
        private readonly Dictionary<string, NodeProto> _producers = [];
        private readonly Dictionary<string, List<NodeProto>> _readers = [];
        private readonly HashSet<string> _outputs;
        private readonly HashSet<NodeProto> _gone = new(ReferenceEqualityComparer.Instance);

        public Rewrite(GraphProto graph)
        {
            _graph = graph;
            _constants = graph.Initializer.ToDictionary(tensor => tensor.Name);
            _outputs = [.. graph.Output.Select(output => output.Name)];
            foreach (var node in graph.Node)
            {
                foreach (var output in node.Output)
                {
                    _producers[output] = node;
                }

                foreach (var input in node.Input)
                {
                    (_readers.TryGetValue(input, out var readers) ? readers : _readers[input] = []).Add(node);
                }
            }
        }

        public int Run()
        {
            var found = _graph.Node.Count(Fuse);
            var kept = _graph.Node.Where(node => !_gone.Contains(node)).ToList();
            _graph.Node.Clear();
            _graph.Node.AddRange(kept);
            return found;
        }

        private bool Fuse(NodeProto clip)
        {
            if (clip.OpType != "Clip" || Bounds(clip) is not (0, > 0 and var high)
                || Inner(clip.Input[0]) is not { OpType: "Add" } add || Split(add) is not var (x, shift)
                || SoleReader(clip.Output[0]) is not { } reader)
            {
                return false;
            }

            // clip * c, clip / d
            if (Factor(reader, clip.Output[0]) is { } factor && IsOne(factor * high))
            {
                Become(reader, x, factor, shift);
            }
            else if (reader.OpType != "Mul")
            {
                return false;
            }

            // (c * y) * clip
            else if (Inner(Other(reader, clip.Output[0])) is { OpType: "Mul" } scaled && Split(scaled) is var (y, scale) && IsOne(scale * high))
            {
                Become(clip, x, scale, shift);
                Replace(reader, scaled.Output[0], y);
                _gone.Add(scaled);
            }

            // (y * clip) / d
            else if (SoleReader(reader.Output[0]) is { } last && Factor(last, reader.Output[0]) is { } divisor && IsOne(divisor * high))
            {
                Become(clip, x, divisor, shift);
                reader.Output[0] = last.Output[0];
                _gone.Add(last);
            }
            else
            {
                return false;
            }

            _gone.Add(add);
            if (reader.OpType == "HardSigmoid")
            {
                _gone.Add(clip);
            }

            return true;
        }

        private static void Become(NodeProto node, string x, float factor, float shift)
        {
            node.OpType = "HardSigmoid";
            node.Input.Clear();
            node.Input.Add(x);
            node.Attribute.Clear();
            node.Attribute.Add(GraphBuilder.Attribute("alpha", factor));
            node.Attribute.Add(GraphBuilder.Attribute("beta", factor * shift));
        }

        private static void Replace(NodeProto node, string input, string by) => node.Input[node.Input.IndexOf(input)] = by;

        private static string Other(NodeProto node, string input) => node.Input[node.Input[0] == input ? 1 : 0];

        private static bool IsOne(double value) => Math.Abs(value - 1) < Tolerance;

        /// <summary>The node that makes a tensor which one node alone reads.</summary>
        private NodeProto? Inner(string tensor) => SoleReader(tensor) is null ? null : _producers.GetValueOrDefault(tensor);

        private NodeProto? SoleReader(string tensor) =>
            !_outputs.Contains(tensor) && _readers.TryGetValue(tensor, out var readers) && readers is [var reader] ? reader : null;

        /// <summary>What a node multiplies its input by, where that is one number.</summary>
        private float? Factor(NodeProto node, string input) => node.OpType switch
        {
            "Mul" => Number(Other(node, input)),
            "Div" when node.Input[0] == input => 1 / Number(node.Input[1]),
            _ => null,
        };

        /// <summary>The two inputs of a node, one of them a number.</summary>
        private (string Tensor, float Number)? Split(NodeProto node) =>
            Number(node.Input[1]) is { } second ? (node.Input[0], second) : Number(node.Input[0]) is { } first ? (node.Input[1], first) : null;

        private (float? Low, float? High) Bounds(NodeProto clip) => clip.Input.Count > 1
            ? (Number(clip.Input[1]), clip.Input.Count > 2 ? Number(clip.Input[2]) : null)
            : (clip.Find("min")?.F, clip.Find("max")?.F);

        private float? Number(string tensor)
        {
            var constant = _constants.GetValueOrDefault(tensor)
                ?? (_producers.GetValueOrDefault(tensor) is { OpType: "Constant" } node ? node.Find("value")?.T : null);
            return constant is not null && constant.DataType == (int)TensorProto.Types.DataType.Float && Tensors.Count(constant) == 1
                ? Tensors.ToFloats(constant)[0]
                : null;
        }
    }
}
