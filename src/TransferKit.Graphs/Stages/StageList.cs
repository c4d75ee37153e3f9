using System.Collections;
using System.Globalization;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Stages;

/// <summary>A backbone's stages, from the image to the trunk's end.</summary>
public sealed class StageList : IReadOnlyList<Stage>
{
    private readonly IReadOnlyList<Stage> _stages;

    internal StageList(GraphTopology topology, ActivationShapes shapes, TrunkEnd trunkEnd, IReadOnlyList<Stage> stages, IReadOnlyList<string> cutPoints)
    {
        Topology = topology;
        Shapes = shapes;
        TrunkEnd = trunkEnd;
        CutPoints = cutPoints;
        _stages = stages;
    }

    /// <summary>The backbone's graph.</summary>
    public GraphTopology Topology { get; }

    /// <summary>The shapes of its tensors.</summary>
    public ActivationShapes Shapes { get; }

    /// <summary>Where the last stage ends, and why there.</summary>
    public TrunkEnd TrunkEnd { get; }

    /// <summary>The tensors that every path from the image to the trunk's end crosses, in order; each stage ends at one of them.</summary>
    public IReadOnlyList<string> CutPoints { get; }

    /// <inheritdoc/>
    public int Count => _stages.Count;

    /// <inheritdoc/>
    public Stage this[int index] => _stages[index];

    /// <inheritdoc/>
    public IEnumerator<Stage> GetEnumerator() => _stages.GetEnumerator();

    /// <summary>How many batch normalisations a stage holds: none where the file has them folded into the convolutions.</summary>
    /// <param name="index">The stage, from 0.</param>
    public int BatchNormalizations(int index) =>
        _stages[index].Nodes.Count(node => Topology.Graph.Node[node] is { OpType: "BatchNormalization", Domain: "" });

    /// <summary>The same stages of a model that differs in its constants only.</summary>
    /// <param name="model">The model, with the nodes of this one.</param>
    public StageList WithModel(OnnxModel model) => new(new GraphTopology(model, Topology.DataInput), Shapes, TrunkEnd, _stages, CutPoints);

    /// <summary>The index of the first stage that <c>last:N</c> or <c>from:NAME</c> retrains.</summary>
    /// <param name="selection"><c>last:N</c> with N from 1 to the number of stages, or <c>from:NAME</c>.</param>
    /// <exception cref="InvalidOptionsException">There is no such stage.</exception>
    public int Resolve(string selection) => selection.Split(':', 2) switch
    {
        ["last", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => FirstOfLast(count),
        ["from", var name] => IndexOf(name),
        _ => throw new InvalidOptionsException($"'{selection}' selects no stages; allowed: last:N with N from 1 to {Count}, or from:NAME."),
    };

    /// <summary>The index of the first of the last N stages.</summary>
    /// <exception cref="InvalidOptionsException">N is below 1 or above the number of stages.</exception>
    public int FirstOfLast(int count) => count >= 1 && count <= Count
        ? Count - count
        : throw new InvalidOptionsException($"'last' is {count}; this backbone has {Count} stages, so allowed: 1 to {Count}.");

    /// <summary>The index of the stage of a name.</summary>
    /// <exception cref="InvalidOptionsException">There is none; the message names them all, and the nearest.</exception>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_stages[i].Name == name)
            {
                return i;
            }
        }

        var names = _stages.Select(stage => stage.Name).ToArray();
        throw new InvalidOptionsException(
            $"There is no stage '{name}'.{NearestName.Question(name, names)} The stages are: {string.Join(", ", names)}.");
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
