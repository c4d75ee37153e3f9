using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Stages;

/// <summary>
/// Finds the input of the last classifier layer, and goes back from there over pooling and flattening to the map or token tensor
/// that they summarise. Of several outputs, the one with most weights on its way counts: auxiliary outputs branch off earlier.
/// </summary>
internal sealed class TrunkEndFinder(GraphTopology topology, ActivationShapes shapes)
{
    private static readonly HashSet<string> Summarising =
    [
        "GlobalAveragePool", "GlobalMaxPool", "AveragePool", "MaxPool", "ReduceMean", "ReduceMax", "Flatten", "Reshape", "Squeeze",
        "Gather", "Slice", "Dropout", "Identity", "Cast",
    ];

    private static readonly HashSet<string> AfterClassifier =
    [
        .. Summarising, "Softmax", "LogSoftmax", "Sigmoid", "Relu", "Unsqueeze", "Transpose", "Add", "Sub", "Mul", "Div", "ArgMax",
    ];

    private static readonly string[] ClassifierWords = ["classif", "logits", "predict", "head", "fc", "softmax", "prob"];
    private static readonly long[] ImageNetClasses = [1000, 1001];

    /// <summary>Checks an end that the card or the user names.</summary>
    public TrunkEnd Named(string tensor)
    {
        if (!topology.IsData(tensor) || topology.Producer(tensor) is null)
        {
            throw new InvalidModelException(
                $"{OnnxModel.Describe(topology.Model.Path)} has no tensor '{tensor}' that is computed from '{topology.DataInput}'; "
                + "the trunk cannot end there.", topology.Model.Path);
        }

        var readsToken = topology.Consumers(tensor).Any(reader => IsTokenChoice(topology.Graph.Node[reader], tensor));
        return new(tensor, readsToken, "named");
    }

    /// <summary>Finds the end.</summary>
    public TrunkEnd Find()
    {
        var output = DeepestOutput();
        if (Classifier(output) is not { } classifier)
        {
            return BeforeSummary(output, $"no classifier leads to the output '{output}'");
        }

        var node = topology.Graph.Node[classifier];
        return BeforeSummary(topology.DataInputs(classifier).Single(), $"input of the last classifier layer, {node.OpType} '{node.Name}'");
    }

    private string DeepestOutput()
    {
        var outputs = topology.Graph.Output.Select(o => o.Name).Where(name => topology.IsData(name) && topology.Producer(name) is not null);
        return outputs.MaxBy(name => topology.Ancestors([name]).Count(n => Operators.IsWeighted(topology, n)))
            ?? throw new InvalidModelException(
                $"{OnnxModel.Describe(topology.Model.Path)} has no output that depends on its input '{topology.DataInput}'.", topology.Model.Path);
    }

    /// <summary>The last weighted node on the single path back from an output, if it is a classifier.</summary>
    private int? Classifier(string output)
    {
        var followers = new List<NodeProto>();
        var tensor = output;
        while (topology.Producer(tensor) is { } index)
        {
            var node = topology.Graph.Node[index];
            if (Operators.IsWeighted(topology, index))
            {
                return !Operators.IsConvolution(node) || IsClassifier(node, followers, output) ? index : null;
            }

            if (!AfterClassifier.Contains(node.OpType) || topology.DataInputs(index).Count() != 1)
            {
                return null;
            }

            followers.Add(node);
            tensor = topology.DataInputs(index).Single();
        }

        return null;
    }

    /// <summary>
    /// A convolution that sees the whole map is a fully connected layer. A 1x1 convolution whose map is averaged may as well be
    /// the last feature layer: there a sign of classes is asked for.
    /// </summary>
    private bool IsClassifier(NodeProto node, List<NodeProto> followers, string output)
    {
        if (Spatial(node.Output[0]).All(size => size == 1))
        {
            return true;
        }

        var pooled = followers.Any(f => f.OpType is "GlobalAveragePool" or "ReduceMean" or "AveragePool");
        var before = topology.ProducerNode(node.Input[0]);
        string[] names = [node.Name, node.Input[1], output];
        return pooled && shapes.Of(node.Input[1]).Skip(2).All(size => size == 1)
            && (followers.Any(f => f.OpType is "Softmax" or "LogSoftmax" or "Sigmoid")
                || before?.OpType == "Dropout"
                || ImageNetClasses.Contains(shapes.Of(node.Output[0])[1])
                || names.Any(name => ClassifierWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))));
    }

    private TrunkEnd BeforeSummary(string tensor, string reason)
    {
        var (end, classToken) = (tensor, false);
        while (topology.ProducerNode(tensor) is { } node && Summarising.Contains(node.OpType))
        {
            var inputs = topology.DataInputs(topology.Producer(tensor)!.Value).ToList();
            if (inputs.Count != 1 || (node.OpType is "MaxPool" or "AveragePool" && Spatial(tensor).Any(size => size != 1)))
            {
                break;
            }

            classToken |= IsTokenChoice(node, inputs[0]);
            tensor = inputs[0];
            // A reshape alone may be part of the features: only what makes the tensor smaller or flatter summarises.
            if (shapes.Of(tensor).Length > shapes.Of(end).Length || Tensors.Count(shapes.Of(tensor)) > Tensors.Count(shapes.Of(end)))
            {
                end = tensor;
            }
        }

        return new(end, classToken, reason);
    }

    private bool IsTokenChoice(NodeProto node, string input) =>
        node.OpType is "Gather" or "Slice" && node.Input[0] == input && shapes.Find(input) is [_, _, _];

    private IEnumerable<long> Spatial(string tensor) => shapes.Of(tensor).Skip(2);
}
