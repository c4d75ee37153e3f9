using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients;

/// <summary>
/// Derives, from a graph that computes a loss, the graph that also computes the loss's gradients: reverse-mode automatic
/// differentiation (Linnainmaa 1970) as one walk over the nodes in reverse topological order.
/// </summary>
public static class TrainingGraph
{
    /// <summary>The name of the output that holds a parameter's gradient.</summary>
    public static string GradientName(string parameter) => "gradient." + parameter;

    /// <summary>The name of the output that holds the next value of a running statistic.</summary>
    public static string NextName(string statistic) => "next." + statistic;

    /// <summary>Derives the training graph of one model.</summary>
    /// <inheritdoc cref="Derive(IReadOnlyList{ModelProto}, string, IReadOnlyList{string}, DerivationOptions?)"/>
    public static DerivedGraph Derive(ModelProto forward, string loss, IReadOnlyList<string> parameters, DerivationOptions? options = null) =>
        Derive([forward], loss, parameters, options);

    /// <summary>The name of the output that holds a parameter's gradient of one loss among several.</summary>
    public static string GradientName(string loss, string parameter) => $"gradient.{loss}.{parameter}";

    /// <summary>Derives the training graph.</summary>
    /// <param name="forward">The forward graph in float32, in parts whose operator sets may differ: nodes in topological order, every
    /// input shape known. The parameters are among the inputs; other inputs are data. The last part's outputs stay outputs.</param>
    /// <param name="loss">The output of one value that is differentiated.</param>
    /// <param name="parameters">The inputs whose gradients are wanted: outputs named by <see cref="GradientName(string)"/>.</param>
    /// <param name="options">Precision and formulations; null for the defaults.</param>
    /// <exception cref="UnsupportedOperatorException">A node between a parameter and the loss has no rule.</exception>
    /// <exception cref="InvalidModelException">The loss does not depend on one of the parameters, or a shape is not known.</exception>
    public static DerivedGraph Derive(
        IReadOnlyList<ModelProto> forward, string loss, IReadOnlyList<string> parameters, DerivationOptions? options = null)
    {
        var lowering = Lower(forward, parameters, options ?? new());
        var found = GoBack(lowering, TensorShapes.Of(lowering.Graph.ToModel()), loss, parameters, parameter => GradientName(parameter));
        foreach (var parameter in parameters.Except(found))
        {
            throw new InvalidModelException($"The loss '{loss}' does not depend on the parameter '{parameter}'.");
        }

        return Finish(lowering);
    }

    /// <summary>
    /// Derives one graph with the gradients of several losses: the forward part is computed once, the reverse walk is made for each. A gradient
    /// is an output named by <see cref="GradientName(string, string)"/> wherever its loss depends on its parameter.
    /// </summary>
    /// <param name="forward">The forward graph, as <see cref="Derive(IReadOnlyList{ModelProto}, string, IReadOnlyList{string}, DerivationOptions?)"/> takes it.</param>
    /// <param name="losses">The outputs of one value that are differentiated.</param>
    /// <param name="parameters">The inputs whose gradients are wanted.</param>
    /// <param name="options">Precision and formulations; null for the defaults.</param>
    /// <exception cref="UnsupportedOperatorException">A node between a parameter and a loss has no rule.</exception>
    /// <exception cref="InvalidModelException">No loss depends on one of the parameters, or a shape is not known.</exception>
    public static DerivedGraph DeriveEach(
        IReadOnlyList<ModelProto> forward, IReadOnlyList<string> losses, IReadOnlyList<string> parameters, DerivationOptions? options = null)
    {
        var lowering = Lower(forward, parameters, options ?? new());
        var shapes = TensorShapes.Of(lowering.Graph.ToModel());
        var found = losses.SelectMany(loss => GoBack(lowering, shapes, loss, parameters, parameter => GradientName(loss, parameter))).ToHashSet();
        foreach (var parameter in parameters.Except(found))
        {
            throw new InvalidModelException($"None of the losses '{string.Join("', '", losses)}' depends on the parameter '{parameter}'.");
        }

        return Finish(lowering);
    }

    private static LoweringContext Lower(IReadOnlyList<ModelProto> forward, IReadOnlyList<string> parameters, DerivationOptions options)
    {
        forward = PartNames.Apart(forward);
        var source = new ForwardGraph(forward);
        var graph = new GraphBuilder("training");
        graph.Reserve(source.Nodes.SelectMany(node => node.Output).Concat(source.Inputs.Select(input => input.Name)));
        graph.Reserve(forward.SelectMany(part => part.Graph.Initializer).Select(constant => constant.Name));
        var lowering = new LoweringContext(source, graph, options.Float64 ? DataType.Double : DataType.Float, parameters, options);
        Lower(source, lowering);
        DeclareInputs(source, lowering);
        return lowering;
    }

    /// <summary>Adds the gradients of one loss, and returns the parameters that it depends on.</summary>
    private static List<string> GoBack(
        LoweringContext lowering, IReadOnlyDictionary<string, long[]> shapes, string loss, IReadOnlyList<string> parameters, Func<string, string> name)
    {
        var context = new GradientContext(lowering, shapes);
        context.Accumulate(lowering.Plain(loss), context.Fill(1, lowering.Shape(loss)));
        foreach (var entry in lowering.Tape.Reverse())
        {
            if (context.Total(entry.Output) is { } gradient)
            {
                context.GoBack(entry, gradient);
            }
        }

        var found = new List<string>();
        foreach (var parameter in parameters)
        {
            if (context.Total(parameter) is { } gradient)
            {
                lowering.Graph.Node("Identity", [gradient], output: name(parameter));
                lowering.Graph.Output(name(parameter), lowering.Type, lowering.Layouts[parameter].Stored.Select(d => (long?)d));
                found.Add(parameter);
            }
        }

        return found;
    }

    private static DerivedGraph Finish(LoweringContext lowering)
    {
        foreach (var statistic in lowering.Options.Statistics)
        {
            var next = lowering.NextStatistics.GetValueOrDefault(statistic)
                ?? throw new InvalidModelException($"No batch normalisation reads '{statistic}' as its mean or variance.");
            lowering.Graph.Node("Identity", [next], output: NextName(statistic));
            lowering.Graph.Output(NextName(statistic), lowering.Type, lowering.Layouts[statistic].Stored.Select(d => (long?)d));
        }

        return new(lowering.Graph.ToModel(), lowering.Layouts, lowering.Choices);
    }

    private static void Lower(ForwardGraph source, LoweringContext context)
    {
        foreach (var node in source.Nodes.Where(node => !context.IsDefined(node.Output[0]) && source.Constant(node.Output[0]) is null))
        {
            context.Lowered = node.OpType;
            if (RuleTable.Find(node) is { } rule)
            {
                rule.Lower(context, node);
            }
            else
            {
                // Fine where no gradient passes; else the copy is refused by name.
                context.Copy(node);
            }
        }

        foreach (var output in source.Outputs)
        {
            var plain = context.Plain(output.Name);
            if (plain != output.Name)
            {
                context.Graph.Node("Identity", [plain], output: output.Name);
            }

            context.Graph.Output(output.Name, context.TypeOf((DataType)output.Type.TensorType.ElemType), source.Shape(output.Name).Select(d => (long?)d));
        }
    }

    private static void DeclareInputs(ForwardGraph source, LoweringContext context)
    {
        foreach (var input in source.Inputs)
        {
            context.Graph.Input(input.Name, context.TypeOf((DataType)input.Type.TensorType.ElemType), context.LayoutOf(input.Name).Stored.Select(d => (long?)d));
        }
    }
}
