using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Training.Suffixes;

/// <summary>The derived training graph of the last stages and all heads for one batch size, bound to the network's parameters.</summary>
internal sealed class SuffixStep : IDisposable
{
    private readonly GraphSession _session;
    private readonly PinnedTensor _loss = new();
    private readonly List<PinnedTensor> _losses = [];
    private readonly Dictionary<string, PinnedTensor> _inputs = [];
    private readonly List<(int? Task, PinnedTensor Mask)> _masks = [];
    private readonly string? _cut;
    private readonly double _kept;

    public SuffixStep(SuffixNetwork network, DerivedGraph derived, int rows, double dropout, SessionSettings settings)
    {
        (Rows, _cut, _kept) = (rows, network.Plan.Cut, 1 - dropout);
        CutLayout = _cut is null ? StoredLayout.Same([]) : derived.Layouts[_cut];
        _session = new GraphSession(derived.Model, settings);
        _session.BindOutput(SuffixHeadGraph.Loss, _loss);
        foreach (var parameter in network.Parameters.Concat(network.Statistics).Select(parameter => parameter.Trained))
        {
            _session.BindInput(parameter.Name, parameter.Value);
        }

        BindGradients(network);
        for (var task = 0; task < network.Tasks; task++)
        {
            _losses.Add(new());
            _session.BindOutput(SuffixHeadGraph.LossOf(task), _losses[task]);
        }

        network.Statistics.Select(p => p.Trained).ToList().ForEach(p => _session.BindOutput(TrainingGraph.NextName(p.Name), p.Gradient));
        var bound = network.Parameters.Concat(network.Statistics).Select(parameter => parameter.Trained.Name).ToHashSet();
        foreach (var (name, layout) in derived.Layouts.Where(input => !bound.Contains(input.Key)))
        {
            var tensor = network.Given(name) ?? (_inputs[name] = new(layout.Stored));
            _session.BindInput(name, tensor);
            if (name.EndsWith(".mask", StringComparison.Ordinal))
            {
                _masks.Add((network.TaskOf(name), tensor));
            }
        }
    }

    /// <summary>Images in a batch.</summary>
    public int Rows { get; }

    /// <summary>How the activation at the cut lies in <see cref="Cut"/>.</summary>
    public StoredLayout CutLayout { get; }

    /// <summary>The batch's activations at the cut; null where no stage is trained.</summary>
    public PinnedTensor? Cut => _cut is null ? null : _inputs[_cut];

    /// <summary>What the heads read of frozen stages [N, columns], or null where that is nothing.</summary>
    public PinnedTensor? Frozen => _inputs.GetValueOrDefault(SuffixHeadGraph.Frozen);

    /// <summary>The targets [N, K] or weights [N, 1] of one task; see <see cref="SuffixHeadGraph.Name"/>.</summary>
    public PinnedTensor Input(int task, string part) => _inputs[SuffixHeadGraph.Name(task, part)];

    /// <summary>The loss of a task in the last run, its row weights in it.</summary>
    public float LossOf(int task) => _losses[task].Span[0];

    /// <summary>Computes the loss, all gradients and the next statistics, and draws the dropout masks before.</summary>
    /// <param name="dropout">Where the masks of a task come from, or, of null, those of the adapter.</param>
    /// <param name="cancellationToken">Stops between two nodes.</param>
    public float Run(Func<int?, RandomStream> dropout, CancellationToken cancellationToken)
    {
        foreach (var ofTask in _masks.GroupBy(mask => mask.Task, mask => mask.Mask))
        {
            var stream = dropout(ofTask.Key);
            foreach (var mask in ofTask)
            {
                foreach (ref var value in mask.Span)
                {
                    value = stream.NextDouble() < _kept ? (float)(1 / _kept) : 0;
                }
            }
        }

        _session.Run(cancellationToken);
        return _loss.Span[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _loss.Dispose();
        _losses.ForEach(loss => loss.Dispose());
        foreach (var tensor in _inputs.Values)
        {
            tensor.Dispose();
        }
    }

    private void BindGradients(SuffixNetwork network)
    {
        foreach (var (index, parameter) in network.Parameters.Index())
        {
            if (network.Shared is not { } shared)
            {
                _session.BindOutput(TrainingGraph.GradientName(parameter.Trained.Name), parameter.Trained.Gradient);
                continue;
            }

            for (var task = 0; task < network.Tasks; task++)
            {
                if (parameter.Task is null || parameter.Task == task)
                {
                    var tensor = parameter.Task is null ? shared.Of(index, task) : parameter.Trained.Gradient;
                    _session.BindOutput(TrainingGraph.GradientName(SuffixHeadGraph.ObjectiveOf(task), parameter.Trained.Name), tensor);
                }
            }
        }
    }
}
