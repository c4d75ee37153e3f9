using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Training.Optimizers;

namespace TransferKit.Training.Heads;

/// <summary>
/// Several candidates for one head, trained side by side on the same batches: they differ in their strength of L2 and share
/// nothing but the features, so one run of the derived graph gives all their gradients.
/// </summary>
internal sealed class HeadNetwork : IDisposable
{
    private const int PredictionRows = 256;

    private readonly SessionSettings _settings;
    private readonly Dictionary<int, HeadStep> _steps = [];
    private readonly Lazy<HeadPrediction> _prediction;

    public HeadNetwork(HeadPlan plan, int candidates, Optimizer optimizer, bool decayInLoss, SessionSettings settings)
    {
        Plan = plan;
        Candidates = candidates;
        DecayInLoss = decayInLoss;
        _settings = settings;
        Parameters = [.. Enumerable.Range(0, candidates).Select(candidate => HeadLayers.Parameters(plan, candidate)
            .Select(p => new Parameter(p.Name, p.Role, new(p.Shape), new(p.Shape), Slots(optimizer, p.Role, p.Shape))).ToArray())];
        Decay = [.. Enumerable.Range(0, candidates).Select(_ => new PinnedTensor())];
        _prediction = new(() => new HeadPrediction(this, PredictionRows, settings));
    }

    public HeadPlan Plan { get; }

    public int Candidates { get; }

    /// <summary>Whether L2 stands in the loss; else the optimizer shrinks the weights itself.</summary>
    public bool DecayInLoss { get; }

    /// <summary>The parameters of each candidate.</summary>
    public Parameter[][] Parameters { get; }

    /// <summary>The strength of L2 of each candidate, a scalar that the graph reads.</summary>
    public PinnedTensor[] Decay { get; }

    /// <summary>The training step for a batch; its graph is derived at first use.</summary>
    /// <param name="rows">The batch's rows, at most <paramref name="batch"/>.</param>
    /// <param name="batch">The rows of a full batch. A smaller one is padded with rows of weight zero, which changes nothing and spares a
    /// graph; but under batch norm they would be part of the statistics.</param>
    public HeadStep StepFor(int rows, int batch)
    {
        rows = Plan.Options.BatchNormalization ? rows : batch;
        if (!_steps.TryGetValue(rows, out var step))
        {
            _steps.Add(rows, step = new HeadStep(this, rows, _settings));
        }

        return step;
    }

    /// <summary>What every candidate gives for the chosen rows of a feature matrix: [candidate][rows * K].</summary>
    public float[][] Predict(ReadOnlySpan<float> features, IReadOnlyList<int> rows) => _prediction.Value.Run(features, rows);

    /// <summary>Every candidate's mean loss on the chosen rows.</summary>
    public double[] MeanLoss(HeadData data, IReadOnlyList<int> rows) => [.. Predict(data.Features, rows).Select(outputs =>
        rows.Select((row, i) => Plan.Loss.OfRow(outputs.AsSpan(i * Plan.Outputs, Plan.Outputs), data.Labels[row])).Average())];

    /// <summary>Draws new weights, zeroes the optimizer's state. All candidates start alike.</summary>
    public void Initialize(int seed, params string[] purpose)
    {
        foreach (var parameters in Parameters)
        {
            var layer = 0;
            foreach (var parameter in parameters)
            {
                Array.ForEach(parameter.Slots, Array.Clear);
                parameter.Value.Span.Fill(parameter.Name.EndsWith("norm.scale", StringComparison.Ordinal)
                    || parameter.Name.EndsWith("norm.variance", StringComparison.Ordinal) ? 1 : 0);
                if (parameter.Role == ParameterRole.Weight)
                {
                    var stream = new RandomStream(seed, [.. purpose, "weights", layer.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
                    Draw(stream, parameter.Value, Plan.Options.Initialization, Plan.IsHidden(layer));
                    layer++;
                }
            }
        }
    }

    /// <summary>Gives the last layer of all candidates its biases.</summary>
    public void StartAt(double[] bias)
    {
        for (var candidate = 0; candidate < Candidates; candidate++)
        {
            var parameter = Parameters[candidate].Single(p => p.Name == HeadLayers.Name(candidate, Plan.Layers - 1, "bias"));
            Array.ConvertAll(bias, value => (float)value).CopyTo(parameter.Value.Span);
        }
    }

    public void Dispose()
    {
        foreach (var step in _steps.Values)
        {
            step.Dispose();
        }

        if (_prediction.IsValueCreated)
        {
            _prediction.Value.Dispose();
        }

        foreach (var tensor in Decay)
        {
            tensor.Dispose();
        }

        foreach (var parameter in Parameters.SelectMany(p => p))
        {
            parameter.Dispose();
        }
    }

    private static float[][] Slots(Optimizer optimizer, ParameterRole role, long[] shape) => role == ParameterRole.Statistic
        ? []
        : [.. Enumerable.Range(0, optimizer.Slots).Select(_ => new float[Tensors.Count(shape)])];

    private static void Draw(RandomStream stream, PinnedTensor weights, Initialization initialization, bool beforeRelu)
    {
        var (inputs, outputs) = (weights.Shape[0], weights.Shape[1]);
        var he = initialization == Initialization.He || (initialization == Initialization.Suited && beforeRelu);
        var scale = he ? Math.Sqrt(2.0 / inputs) : Math.Sqrt(6.0 / (inputs + outputs));
        foreach (ref var weight in weights.Span)
        {
            weight = (float)(scale * (he ? stream.NextGaussian() : (2 * stream.NextDouble()) - 1));
        }
    }
}
