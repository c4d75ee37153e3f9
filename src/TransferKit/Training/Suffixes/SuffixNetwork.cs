using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Training.Heads;
using TransferKit.Training.Optimizers;

namespace TransferKit.Training.Suffixes;

/// <summary>
/// The derived training graph of the last stages and all heads, for one batch size, with the memory that it reads and writes. A
/// smaller batch is filled up with rows of weight zero.
/// </summary>
internal sealed class SuffixNetwork : IDisposable
{
    private readonly GraphSession _session;
    private readonly PinnedTensor _loss = new();
    private readonly Dictionary<string, PinnedTensor> _inputs = [];
    private readonly List<PinnedTensor> _masks = [];
    private readonly IReadOnlyList<HeadPlan> _heads;
    private readonly double _kept;

    public SuffixNetwork(SuffixPlan plan, IReadOnlyList<HeadPlan> heads, int batch, Optimizer optimizer, SessionSettings settings)
    {
        (Plan, Batch, _heads) = (plan, batch, heads);
        _kept = 1 - heads[0].Options.Dropout;
        var suffix = TrainableSuffix.Create(plan.Stages, plan.First, batch, [.. plan.Trained.Select(tap => tap.Tensor).Distinct()]);
        Original = suffix.Parameters;
        var ofHeads = heads.SelectMany((head, task) => HeadLayers.Parameters(head, task).Select(p => (p.Name, p.Role, p.Shape, Task: task))).ToList();
        var derived = TrainingGraph.Derive(
            [suffix.Model, SuffixHeadGraph.Build(plan, heads, batch)], SuffixHeadGraph.Loss,
            [.. Original.Select(weight => weight.Name), .. ofHeads.Select(p => p.Name)]);
        (Choices, CutLayout) = (derived.Choices, derived.Layouts[plan.Cut]);
        _session = new GraphSession(derived.Model, settings);
        _session.BindOutput(SuffixHeadGraph.Loss, _loss);
        Parameters =
        [
            .. Original.Select(weight => Bind(
                weight.Name, weight.Dims.Count > 1 ? ParameterRole.Weight : ParameterRole.Bias, derived.Layouts[weight.Name], null, optimizer)),
            .. ofHeads.Select(p => Bind(p.Name, p.Role, derived.Layouts[p.Name], p.Task, optimizer)),
        ];
        foreach (var (name, layout) in derived.Layouts.Where(input => Parameters.All(parameter => parameter.Trained.Name != input.Key)))
        {
            var tensor = new PinnedTensor(layout.Stored);
            _inputs.Add(name, tensor);
            _session.BindInput(name, tensor);
            if (name.EndsWith(".mask", StringComparison.Ordinal))
            {
                _masks.Add(tensor);
            }
        }
    }

    /// <summary>What is trained.</summary>
    public SuffixPlan Plan { get; }

    /// <summary>Images in a batch.</summary>
    public int Batch { get; }

    /// <summary>The stages' weights as the backbone has them.</summary>
    public IReadOnlyList<TensorProto> Original { get; }

    /// <summary>Everything that is trained: the stages' weights, then those of the heads.</summary>
    public IReadOnlyList<SuffixParameter> Parameters { get; }

    /// <summary>How each convolution is written.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; }

    /// <summary>How the activation at the cut lies in <see cref="Cut"/>.</summary>
    public StoredLayout CutLayout { get; }

    /// <summary>The batch's activations at the cut.</summary>
    public PinnedTensor Cut => _inputs[Plan.Cut];

    /// <summary>What the heads read of frozen stages [N, columns], or null where that is nothing.</summary>
    public PinnedTensor? Frozen => _inputs.GetValueOrDefault(SuffixHeadGraph.Frozen);

    /// <summary>An input of one task; see <see cref="SuffixHeadGraph.Name"/>.</summary>
    public PinnedTensor Input(int task, string part) => _inputs[SuffixHeadGraph.Name(task, part)];

    /// <summary>Starts anew: the backbone's weights, the heads as they were trained on it, no state in the optimizer.</summary>
    public void Start(IReadOnlyList<TunedHead> heads)
    {
        foreach (var (weight, parameter) in Original.Zip(Parameters))
        {
            parameter.Layout.Store<float>(Tensors.ToFloats(weight), parameter.Trained.Value.Span);
        }

        foreach (var slot in Parameters.SelectMany(parameter => parameter.Trained.Slots))
        {
            Array.Clear(slot);
        }

        for (var task = 0; task < heads.Count; task++)
        {
            var start = heads[task].Start;
            start.FeatureMean.CopyTo(Input(task, "mean").Span);
            start.FeatureScale.CopyTo(Input(task, "scale").Span);
            Input(task, "decay").Span[0] = (float)heads[task].Decay;
            for (var layer = 0; layer < start.Layers.Count; layer++)
            {
                start.Layers[layer].Weights.CopyTo(Head(task, layer, "weight").Span);
                start.Layers[layer].Bias.CopyTo(Head(task, layer, "bias").Span);
            }
        }
    }

    /// <summary>Computes the loss and all gradients, and draws the dropout masks before.</summary>
    public float Run(RandomStream dropout, CancellationToken cancellationToken)
    {
        foreach (var mask in _masks)
        {
            foreach (ref var value in mask.Span)
            {
                value = dropout.NextDouble() < _kept ? (float)(1 / _kept) : 0;
            }
        }

        _session.Run(cancellationToken);
        return _loss.Span[0];
    }

    /// <summary>The heads and weights as they stand, in the model's own layout.</summary>
    public TunedModel Take(IReadOnlyList<TunedHead> heads)
    {
        var weights = Original.Zip(Parameters, (weight, parameter) =>
        {
            var values = new float[parameter.Trained.Value.Span.Length];
            parameter.Layout.Restore<float>(parameter.Trained.Value.Span, values);
            return (weight.Name, values);
        }).ToDictionary(pair => pair.Name, pair => pair.values);
        return new(weights, [.. heads.Select((head, task) => head.Start with
        {
            Layers = [.. head.Start.Layers.Select((layer, number) => layer with
            {
                Weights = Head(task, number, "weight").Span.ToArray(),
                Bias = Head(task, number, "bias").Span.ToArray(),
            })],
        })]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _loss.Dispose();
        foreach (var tensor in _inputs.Values)
        {
            tensor.Dispose();
        }

        foreach (var parameter in Parameters)
        {
            parameter.Trained.Dispose();
        }
    }

    private PinnedTensor Head(int task, int layer, string part) =>
        Parameters.First(parameter => parameter.Trained.Name == HeadLayers.Name(task, layer, part)).Trained.Value;

    private SuffixParameter Bind(string name, ParameterRole role, StoredLayout layout, int? task, Optimizer optimizer)
    {
        var (value, gradient) = (new PinnedTensor(layout.Stored), new PinnedTensor(layout.Stored));
        _session.BindInput(name, value);
        _session.BindOutput(TrainingGraph.GradientName(name), gradient);
        return new(new(name, role, value, gradient, [.. Enumerable.Range(0, optimizer.Slots).Select(_ => new float[value.Span.Length])]), layout, task);
    }
}
