using System.Numerics.Tensors;
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
    /// <summary>What changes the features before the heads read them; null for nothing.</summary>
    public AdapterModel? Adapter { get; init; }

    /// <summary>Where the training of the adapter started; null for a new one.</summary>
    public AdapterModel? AdapterStart { get; init; }

    /// <summary>What became of the adapter; null where none was trained.</summary>
    public TrainedAdapter? TrainedAdapter { get; init; }

    /// <summary>How far the weights went from where they started towards where training ended.</summary>
    public double Share { get; init; } = 1;

    /// <summary>The highest learning rate of the training.</summary>
    public double LearningRate { get; init; }

    /// <summary>The steps of the search for it; none where it was given.</summary>
    public IReadOnlyList<RateTrial> RateSearch { get; init; } = [];

    /// <summary>The backbone's stages with the new values.</summary>
    public StageList Apply(StageList stages) => stages.WithModel(Apply(stages.Topology.Model));

    /// <summary>The model part of the way from where it started, with other temperatures.</summary>
    /// <param name="choice">How far, and how scores become answers.</param>
    /// <param name="stages">The backbone as it was.</param>
    /// <param name="heads">The heads as they were.</param>
    public TunedModel Take(TunedChoice choice, StageList stages, IReadOnlyList<TunedHead> heads)
    {
        var share = (float)choice.Share;
        float[] Between(ReadOnlySpan<float> from, float[] to)
        {
            var values = new float[to.Length];
            TensorPrimitives.Lerp(from, to, share, values);
            return values;
        }

        // All the way is taken as it is: rounding would change bits.
        var constants = share == 1 ? Constants : stages.Topology.Graph.Initializer.Where(constant => Constants.ContainsKey(constant.Name))
            .ToDictionary(constant => constant.Name, constant => Between(Tensors.ToFloats(constant), Constants[constant.Name]));
        return this with
        {
            Share = choice.Share,
            Constants = constants,
            Adapter = Adapter?.Between(AdapterStart, choice.Share),
            TrainedAdapter = TrainedAdapter is { } trained ? trained with { Share = choice.Share } : null,
            Heads = [.. Heads.Select((head, task) => head with
            {
                OwnAdapter = head.OwnAdapter?.Between(null, choice.Share),
                Temperature = choice.Answers[task].Temperature,
                Thresholds = choice.Answers[task].Thresholds,
                Layers = share == 1 ? head.Layers : [.. head.Layers.Zip(heads[task].Start.Layers, (layer, from) => layer with
                {
                    Weights = Between(from.Weights, layer.Weights),
                    Bias = Between(from.Bias, layer.Bias),
                })],
            })],
        };
    }

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
