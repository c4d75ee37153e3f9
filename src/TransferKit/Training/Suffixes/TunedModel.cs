using TransferKit.Artifacts;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;

namespace TransferKit.Training.Suffixes;

/// <summary>What the training of stages gives.</summary>
/// <param name="Constants">The new values of the backbone's weights and statistics, by name, in the backbone's own layout.</param>
/// <param name="Parameters">How many values of the stages were trained by gradients.</param>
/// <param name="Heads">The heads, in the order of the tasks.</param>
internal sealed record TunedModel(IReadOnlyDictionary<string, float[]> Constants, long Parameters, IReadOnlyList<HeadModel> Heads)
{
    /// <summary>The backbone's stages with the new values.</summary>
    public StageList Apply(StageList stages) => stages.WithModel(Apply(stages.Topology.Model));

    private OnnxModel Apply(OnnxModel backbone)
    {
        var model = backbone.Proto.Clone();
        foreach (var constant in model.Graph.Initializer.Where(constant => Constants.ContainsKey(constant.Name)).ToList())
        {
            model.Graph.Initializer.Remove(constant);
            model.Graph.Initializer.Add(Tensors.FromFloats(constant.Name, Constants[constant.Name], [.. constant.Dims]));
        }

        return OnnxModel.From(model);
    }
}
