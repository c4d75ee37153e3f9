using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>
/// The ONNX graph being built: pictures are channels-first, and tensors are called as TensorFlow calls them. Every operation takes
/// the name that its result shall have.
/// </summary>
/// <param name="name">The graph's name.</param>
/// <param name="stripPrefix">What is left out where names start with it.</param>
internal sealed class ChannelsFirstGraph(string name, string stripPrefix)
{
    private readonly GraphBuilder _builder = new(name);

    /// <summary>The name of a TensorFlow node in the ONNX graph.</summary>
    public string NameOf(string node) =>
        node.Length > stripPrefix.Length && node.StartsWith(stripPrefix, StringComparison.Ordinal) ? node[stripPrefix.Length..] : node;

    /// <summary>The picture that the model reads; its batch size is free.</summary>
    public Value Input(string input, int height, int width) =>
        new(_builder.Input(input, DataType.Float, null, 3, height, width), [3, height, width]);

    /// <summary>Makes a tensor an output under this name.</summary>
    public void Output(string output, Value value)
    {
        if (NameOf(output) != value.Name)
        {
            value = Node("Identity", output, [value], value.Shape);
        }

        _builder.Output(value.Name, DataType.Float, [null, .. value.Shape.Select(size => (long?)size)]);
    }

    /// <summary>A convolution with a kernel in ONNX's order, then its activation.</summary>
    public Value Convolve(string node, Value input, (float[] Values, long[] Shape) kernel, float[]? bias, Window window, long groups, string activation)
    {
        var (output, perGroup) = (kernel.Shape[0], kernel.Shape[1]);
        if (!input.IsPicture || input.Channels != perGroup * groups || (bias is not null && bias.Length != output))
        {
            throw new InvalidModelException(
                $"Node '{node}': a kernel for {perGroup * groups} channels with {bias?.Length ?? 0} biases meets [{string.Join(", ", input.Shape)}].");
        }

        var linear = activation == Activations.None ? node : $"{node}/linear";
        List<string> inputs = [input.Name, _builder.Constant(Tensors.FromFloats(NameOf($"{node}/kernel"), kernel.Values, kernel.Shape))];
        if (bias is not null)
        {
            inputs.Add(Vector($"{node}/bias", bias));
        }

        var result = Add("Conv", linear, inputs, window.After(input.Shape, output), [.. window.ConvolutionAttributes, ("group", groups)]);
        return Activate(node, result, activation);
    }

    /// <summary>A fully connected layer with weights [inputs, outputs], then its activation.</summary>
    public Value Dense(string node, Value input, Weight weights, float[]? bias, string activation)
    {
        if (weights.Shape is not [var inputs, var outputs] || input.IsPicture || input.Channels != inputs)
        {
            throw new InvalidModelException(
                $"Node '{node}': weights [{string.Join(", ", weights.Shape)}] meet features [{string.Join(", ", input.Shape)}].");
        }

        List<string> operands = [input.Name, _builder.Constant(Tensors.FromFloats(NameOf($"{node}/kernel"), weights.ToFloats(), weights.Shape))];
        if (bias is not null)
        {
            operands.Add(Vector($"{node}/bias", bias));
        }

        var linear = activation == Activations.None ? node : $"{node}/linear";
        return Activate(node, Add("Gemm", linear, operands, [outputs]), activation);
    }

    /// <summary>An activation by TensorFlow's name; <see cref="Activations.None"/> gives the value back.</summary>
    public Value Activate(string node, Value input, string activation) => activation switch
    {
        Activations.None => input,
        "relu" => Node("Relu", node, [input], input.Shape),
        "relu6" => Add("Clip", node, [input.Name, _builder.Scalar(0, NameOf($"{node}/low")), _builder.Scalar(6, NameOf($"{node}/high"))], input.Shape),
        "sigmoid" => Node("Sigmoid", node, [input], input.Shape),
        "tanh" => Node("Tanh", node, [input], input.Shape),
        "elu" => Node("Elu", node, [input], input.Shape),
        "softmax" => Add("Softmax", node, [input.Name], input.Shape, ("axis", 1L)),
        _ => throw new UnconvertibleOperatorException(node, activation, $"the activation '{activation}' has no rule."),
    };

    /// <summary>A maximum or average over a sliding window; an average leaves the padding out, as TensorFlow's does.</summary>
    public Value Pool(string node, Value input, string operatorType, Window window) =>
        Add(operatorType, node, [Picture(node, input).Name], window.After(input.Shape, input.Channels), window.PoolAttributes);

    /// <summary>A maximum or average over the whole picture.</summary>
    public Value PoolAll(string node, Value input, string operatorType, bool keepDimensions)
    {
        var pooled = Node(operatorType, keepDimensions ? node : $"{node}/pooled", [Picture(node, input)], [input.Channels, 1, 1]);
        return keepDimensions ? pooled : Flatten(node, pooled);
    }

    /// <summary>All values of a picture as a vector, in TensorFlow's order.</summary>
    public Value Flatten(string node, Value input)
    {
        if (!input.IsPicture)
        {
            return input;
        }

        // A picture of one pixel has the same order either way.
        var ordered = input.Shape is [_, 1, 1]
            ? input.Name
            : Add("Transpose", $"{node}/channels_last", [input.Name], input.Shape, ("perm", new long[] { 0, 2, 3, 1 })).Name;
        return Add("Flatten", node, [ordered], [Tensors.Count(input.Shape)], ("axis", 1L));
    }

    /// <summary>Zeros around a picture.</summary>
    public Value Pad(string node, Value input, (long Top, long Bottom, long Left, long Right) border)
    {
        var pads = _builder.Longs(NameOf($"{node}/pads"), 0, 0, border.Top, border.Left, 0, 0, border.Bottom, border.Right);
        return Add("Pad", node, [Picture(node, input).Name, pads],
            [input.Channels, input.Shape[1] + border.Top + border.Bottom, input.Shape[2] + border.Left + border.Right]);
    }

    /// <summary>Joins along the channels.</summary>
    public Value Concatenate(string node, IReadOnlyList<Value> inputs) =>
        inputs.All(input => input.Shape[1..].SequenceEqual(inputs[0].Shape[1..]))
            ? Add("Concat", node, inputs.Select(input => input.Name), [inputs.Sum(input => input.Channels), .. inputs[0].Shape[1..]], ("axis", 1L))
            : throw new InvalidModelException($"Node '{node}' joins pictures of different sizes.");

    /// <summary>An elementwise operation of tensors whose shapes agree, or broadcast over height and width.</summary>
    public Value Combine(string node, string operatorType, IReadOnlyList<Value> inputs)
    {
        var shape = inputs.MaxBy(input => Tensors.Count(input.Shape)).Shape;
        return inputs.All(input => Broadcasts(input.Shape, shape))
            ? Node(operatorType, node, inputs, shape)
            : throw new InvalidModelException(
                $"Node '{node}' combines shapes that do not agree: {string.Join(", ", inputs.Select(i => $"[{string.Join(", ", i.Shape)}]"))}.");
    }

    /// <summary>A constant operand, laid out so that it broadcasts as it did channels-last.</summary>
    public Value Constant(string node, Weight weight)
    {
        var values = weight.ToFloats();
        long[] sizes = [.. Enumerable.Repeat(1L, Math.Max(0, 4 - weight.Shape.Length)), .. weight.Shape];
        if (values.Length == 1)
        {
            return new(_builder.Scalar(values[0], NameOf(weight.Name)), [1]);
        }

        if (sizes is not [1, 1, 1, var channels])
        {
            throw new UnconvertibleOperatorException(node, "Const", $"the constant '{weight.Name}' is more than one value a channel.");
        }

        return new(_builder.Constant(Tensors.FromFloats(NameOf(weight.Name), values, 1, channels, 1, 1)), [channels, 1, 1]);
    }

    /// <summary>Batch normalisation in inference form.</summary>
    public Value Normalise(string node, Value input, Normalisation normalisation) => Add(
        "BatchNormalization", node,
        [
            input.Name, Vector($"{node}/gamma", normalisation.Gamma), Vector($"{node}/beta", normalisation.Beta),
            Vector($"{node}/mean", normalisation.Mean), Vector($"{node}/variance", normalisation.Variance),
        ],
        input.Shape, ("epsilon", normalisation.Epsilon));

    /// <summary>The finished model.</summary>
    public ModelProto ToModel() => _builder.ToModel(operatorSet: 13, irVersion: 7);

    private static bool Broadcasts(long[] shape, long[] target) =>
        shape is [1] || (shape.Length == target.Length && shape.Zip(target).All(pair => pair.First == pair.Second || pair.First == 1));

    private static Value Picture(string node, Value input) =>
        input.IsPicture ? input : throw new InvalidModelException($"Node '{node}' needs a picture and gets [{string.Join(", ", input.Shape)}].");

    private string Vector(string hint, float[] values) => _builder.Constant(Tensors.FromFloats(NameOf(hint), values, values.Length));

    private Value Node(string operatorType, string node, IEnumerable<Value> inputs, long[] shape) =>
        Add(operatorType, node, inputs.Select(input => input.Name), shape);

    private Value Add(string operatorType, string node, IEnumerable<string> inputs, long[] shape, params (string, object)[] attributes) =>
        new(_builder.Node(operatorType, inputs, attributes, NameOf(node)), shape);
}
