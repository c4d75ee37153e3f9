using TransferKit.Artifacts;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Training.Adapters;
using TransferKit.Training.Heads;
using TransferKit.Training.Optimizers;

namespace TransferKit.Training.Suffixes;

/// <summary>The last stages and all heads with the memory of everything that is trained, and a training graph for each size of batch.</summary>
internal sealed class SuffixNetwork : IDisposable
{
    private readonly IReadOnlyList<HeadPlan> _heads;
    private readonly IReadOnlyList<AdapterPlan> _adapters;
    private readonly int _first;
    private readonly int _most;
    private readonly bool _each;
    private readonly SessionSettings _settings;
    private readonly Dictionary<int, SuffixStep> _steps = [];
    private readonly Dictionary<string, PinnedTensor> _given = [];

    /// <summary>Derives the training graph of a first size of batch, which decides how weights lie in memory.</summary>
    /// <param name="plan">What is trained.</param>
    /// <param name="heads">The heads.</param>
    /// <param name="adapters">What changes the features that all heads read, or one of them.</param>
    /// <param name="rows">Rows of the first training's batches.</param>
    /// <param name="most">The most rows that a batch of any training has.</param>
    /// <param name="each">Whether each task's gradient on the stages is wanted by itself: <see cref="SharedGradients"/>.</param>
    /// <param name="optimizer">Tells how much state a parameter has.</param>
    /// <param name="settings">The sessions'.</param>
    public SuffixNetwork(SuffixPlan plan, IReadOnlyList<HeadPlan> heads, IReadOnlyList<AdapterPlan> adapters, int rows, int most, bool each, Optimizer optimizer, SessionSettings settings)
    {
        (Plan, _heads, _adapters, _first, _most, _each, _settings) = (plan, heads, adapters, rows, most, each, settings);
        var suffix = Suffix(rows);
        var ofHeads = heads.SelectMany((head, task) => HeadLayers.Parameters(head, task).Select(p => (p.Name, p.Role, Task: task))).ToList();
        var (weights, statistics) = (suffix?.Parameters ?? [], suffix?.Statistics ?? []);
        var derived = Derive(suffix, rows, new() { Statistics = [.. statistics.Select(statistic => statistic.Name)] });
        Choices = derived.Choices;
        Original = [.. weights, .. statistics];
        var stageOf = TrainableSuffix.StageOfWeights(plan.Stages);
        var scales = WeightScales.Of(plan.Stages, weights);
        Parameters =
        [
            .. weights.Select(weight => Parameter(
                weight.Name, weight.Dims.Count > 1 ? ParameterRole.Weight : ParameterRole.Bias, derived.Layouts[weight.Name], optimizer.Slots) with
            {
                Depth = plan.Stages.Count - stageOf[weight.Name],
                Scale = Stored(derived.Layouts[weight.Name], scales[weight.Name]),
            }),
            .. OfAdapters.Select(p => Parameter(p.Name, p.Role, derived.Layouts[p.Name], optimizer.Slots) with { Task = p.Task, IsOfAdapter = true }),
            .. ofHeads.Select(p => Parameter(p.Name, p.Role, derived.Layouts[p.Name], optimizer.Slots) with { Task = p.Task }),
        ];
        Statistics = [.. statistics.Select(statistic => Parameter(statistic.Name, ParameterRole.Statistic, derived.Layouts[statistic.Name], 0))];
        foreach (var name in heads.SelectMany((_, task) => SuffixHeadGraph.Given.Select(part => SuffixHeadGraph.Name(task, part))).Concat(adapters.SelectMany(adapter => AdapterLayers.Given(adapter.Names))))
        {
            _given.Add(name, new(derived.Layouts[name].Stored));
        }

        Shared = each ? new(Parameters, heads.Count) : null;
        _steps.Add(rows, new(this, derived, rows, heads[0].Options.Dropout, settings));
    }

    /// <summary>What is trained.</summary>
    public SuffixPlan Plan { get; }

    /// <summary>The stages' weights and statistics as the backbone has them.</summary>
    public IReadOnlyList<TensorProto> Original { get; }

    /// <summary>Everything that has a gradient: the stages' weights, then those of the adapter and of the heads.</summary>
    public IReadOnlyList<SuffixParameter> Parameters { get; }

    /// <summary>The stages' moving averages of batch statistics: a step writes their next values.</summary>
    public IReadOnlyList<SuffixParameter> Statistics { get; }

    /// <summary>Where each task's gradient on the stages is written; null where their sum is all that is wanted.</summary>
    public SharedGradients? Shared { get; }

    /// <summary>How many tasks there are.</summary>
    public int Tasks => _heads.Count;

    /// <summary>How each convolution is written.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; }

    /// <summary>The training step for a batch; its graph is derived at first use.</summary>
    /// <param name="rows">The batch's rows. Where batches have no statistics, a smaller one is filled up with rows of weight zero, which
    /// changes nothing and spares a graph; to the same size after resuming, for rounding is another at another size.</param>
    public SuffixStep StepFor(int rows)
    {
        rows = Statistics.Count > 0 ? rows : rows <= _first ? _first : _most;
        if (!_steps.TryGetValue(rows, out var step))
        {
            // The same formulations, for weights to lie in the same way.
            var derived = Derive(Suffix(rows), rows, new() { Statistics = [.. Statistics.Select(statistic => statistic.Trained.Name)], Convolutions = Choices });
            _steps.Add(rows, step = new(this, derived, rows, _heads[0].Options.Dropout, _settings));
        }

        return step;
    }

    /// <summary>What the graphs of all sizes are given of a task beside its batches; null for other inputs.</summary>
    public PinnedTensor? Given(string input) => _given.GetValueOrDefault(input);

    /// <summary>The task that an input of its head or its adapter belongs to; null for one of the shared adapter.</summary>
    public int? TaskOf(string input) => _adapters.FirstOrDefault(adapter => input == AdapterLayers.Mask(adapter.Names)) is { } own ? own.Task : Enumerable.Range(0, _heads.Count).First(task => input.StartsWith(HeadLayers.Prefix(task), StringComparison.Ordinal));

    /// <summary>Starts anew: the backbone's weights, the heads as they were trained on it, no state in the optimizer.</summary>
    /// <param name="heads">The heads.</param>
    /// <param name="adapter">The shared adapter, where there is one; those of single tasks are with the heads.</param>
    public void Start(IReadOnlyList<TunedHead> heads, AdapterModel? adapter)
    {
        foreach (var (constant, parameter) in Original.Zip(OfStages))
        {
            parameter.Layout.Store<float>(Tensors.ToFloats(constant), parameter.Trained.Value.Span);
        }

        foreach (var slot in Parameters.SelectMany(parameter => parameter.Trained.Slots))
        {
            Array.Clear(slot);
        }

        foreach (var plan in _adapters)
        {
            // Where nothing is trained there is no start.
            if ((plan.Task is { } task ? heads[task].Start.OwnAdapter : adapter) is { } start)
            {
                Start(plan.Names, start);
            }
        }

        for (var task = 0; task < heads.Count; task++)
        {
            var start = heads[task].Start;
            start.FeatureMean.CopyTo(_given[SuffixHeadGraph.Name(task, "mean")].Span);
            start.FeatureScale.CopyTo(_given[SuffixHeadGraph.Name(task, "scale")].Span);
            _given[SuffixHeadGraph.Name(task, "decay")].Span[0] = (float)heads[task].Decay;
            for (var layer = 0; layer < start.Layers.Count; layer++)
            {
                HeadExport.Weights(_heads[task], layer, start.Layers[layer].Weights).CopyTo(Head(task, layer, "weight").Span);
                start.Layers[layer].Bias.CopyTo(Head(task, layer, "bias").Span);
            }
        }
    }

    /// <summary>The heads, the adapter, weights and statistics as they stand, in the model's own layout.</summary>
    public TunedModel Take(IReadOnlyList<TunedHead> heads)
    {
        var constants = Original.Zip(OfStages, (constant, parameter) => (constant.Name, Values: Restored(parameter))).ToDictionary(pair => pair.Name, pair => pair.Values);
        return new(constants, Parameters.Where(p => p.IsOfStage).Sum(p => (long)p.Trained.Value.Span.Length), [.. heads.Select((head, task) => head.Start with
        {
            OwnAdapter = Adapter(task),
            Layers = [.. Enumerable.Range(0, head.Plan.Layers).Select(layer => HeadExport.Dense(
                head.Plan, layer, Head(task, layer, "weight").Span.ToArray(), Head(task, layer, "bias").Span.ToArray()))],
        })])
        {
            Adapter = Adapter(null),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var step in _steps.Values)
        {
            step.Dispose();
        }

        Shared?.Dispose();
        foreach (var tensor in _given.Values)
        {
            tensor.Dispose();
        }

        foreach (var parameter in Parameters.Concat(Statistics))
        {
            parameter.Trained.Dispose();
        }
    }

    /// <summary>What belongs to stages, in the order of <see cref="Original"/>.</summary>
    private IEnumerable<SuffixParameter> OfStages => Parameters.Where(parameter => parameter.IsOfStage).Concat(Statistics);

    private IEnumerable<(string Name, ParameterRole Role, int? Task)> OfAdapters =>
        _adapters.SelectMany(adapter => AdapterLayers.Parameters(adapter).Select(p => (p.Name, p.Role, adapter.Task)));

    private TrainableSuffix? Suffix(int rows) => Plan.Cut is null ? null : TrainableSuffix.Create(
        Plan.Stages, Plan.First, rows, [.. Plan.Trained.Select(tap => tap.Tensor).Distinct()], Plan.Normalization);

    private DerivedGraph Derive(TrainableSuffix? suffix, int rows, DerivationOptions options)
    {
        var heads = SuffixHeadGraph.Build(Plan, _heads, _adapters, rows);
        ModelProto[] parts = suffix is null ? [heads] : [suffix.Model, heads];
        string[] parameters =
        [
            .. suffix?.Parameters.Select(weight => weight.Name) ?? [],
            .. OfAdapters.Select(p => p.Name),
            .. _heads.SelectMany((head, task) => HeadLayers.Parameters(head, task).Select(p => p.Name)),
        ];
        return _each
            ? TrainingGraph.DeriveEach(parts, [.. Enumerable.Range(0, _heads.Count).Select(SuffixHeadGraph.ObjectiveOf)], parameters, options)
            : TrainingGraph.Derive(parts, SuffixHeadGraph.Loss, parameters, options);
    }

    private static float[] Stored(StoredLayout layout, float[] values)
    {
        var stored = new float[values.Length];
        layout.Store<float>(values, stored);
        return stored;
    }

    private static float[] Restored(SuffixParameter parameter)
    {
        var values = new float[parameter.Trained.Value.Span.Length];
        parameter.Layout.Restore<float>(parameter.Trained.Value.Span, values);
        return values;
    }

    private void Start(AdapterNames names, AdapterModel start)
    {
        start.FeatureMean.CopyTo(_given[names.Mean].Span);
        start.FeatureScale.CopyTo(_given[names.Scale].Span);
        start.FeatureDeviation.CopyTo(_given[names.Deviation].Span);
        Store(names.Weight(0), start.Down.Weights);
        Store(names.Bias(0), start.Down.Bias);
        Store(names.Weight(1), start.Up.Weights);
        Store(names.Bias(1), start.Up.Bias);
    }

    /// <summary>The adapter of a task, or, of null, the shared one, as it stands; null where there is none.</summary>
    private AdapterModel? Adapter(int? task) => _adapters.FirstOrDefault(adapter => adapter.Task == task) is not { } plan ? null : new(
        _given[plan.Names.Mean].Span.ToArray(), _given[plan.Names.Scale].Span.ToArray(),
        new(Restored(Named(plan.Names.Weight(0))), Restored(Named(plan.Names.Bias(0))), plan.Features, plan.Width, Activation.Relu),
        new(Restored(Named(plan.Names.Weight(1))), Restored(Named(plan.Names.Bias(1))), plan.Width, plan.Features));

    private void Store(string name, float[] values) => Named(name).Layout.Store<float>(values, Named(name).Trained.Value.Span);

    private SuffixParameter Named(string name) => Parameters.First(parameter => parameter.Trained.Name == name);

    private PinnedTensor Head(int task, int layer, string part) => Named(HeadLayers.Name(task, layer, part)).Trained.Value;

    private static SuffixParameter Parameter(string name, ParameterRole role, StoredLayout layout, int slots)
    {
        var (value, gradient) = (new PinnedTensor(layout.Stored), new PinnedTensor(layout.Stored));
        return new(new(name, role, value, gradient, [.. Enumerable.Range(0, slots).Select(_ => new float[value.Span.Length])]), layout);
    }
}
