using TransferKit.Features;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Artifacts;

/// <summary>
/// A trained head, however it was trained: features are standardised, pass through dense layers, and become probabilities (of classes:
/// softmax of logits / temperature, Guo et al. 2017; of labels: a sigmoid each; of levels: differences of P(level > k), a sigmoid each),
/// a value in the user's units, or a box, of what all cells of a map say together.
/// </summary>
public sealed record HeadModel
{
    /// <summary>The task it answers.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The classes, labels or levels, in the order of the model's output.</summary>
    /// <value>Default empty, which is right for regression only.</value>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>What is subtracted from every feature.</summary>
    public required float[] FeatureMean { get; init; }

    /// <summary>What every feature is then multiplied by.</summary>
    public required float[] FeatureScale { get; init; }

    /// <summary>The layers, from features to logits or to one number.</summary>
    public required IReadOnlyList<DenseLayer> Layers { get; init; }

    /// <summary>Logits are divided by it; stored as float32.</summary>
    /// <value>Default 1; above 0.</value>
    public double Temperature { get; init; } = 1;

    /// <summary>Regression: value (or its logarithm) = output * <see cref="TargetScale"/> + mean; stored as float32.</summary>
    /// <value>Default 0, in the user's units.</value>
    public double TargetMean { get; init; }

    /// <summary>Regression: value = output * scale + <see cref="TargetMean"/>; stored as float32.</summary>
    /// <value>Default 1, in the user's units.</value>
    public double TargetScale { get; init; } = 1;

    /// <summary>Multi-label: the probability from which each label is said to apply.</summary>
    /// <value>Default empty, which stands for one half each; else one a label, 0 to 1.</value>
    public IReadOnlyList<double> Thresholds { get; init; } = [];

    /// <summary>How many numbers the last layer gives an image.</summary>
    internal int Scores => KindRules.Of(Task.Kind).Scores(Classes.Count) * (Grid is null ? 1 : Grid.Rows * Grid.Columns);

    /// <summary>Box: the cells that the layers read one by one; null where they read all features together.</summary>
    internal GridFeatures? Grid { get; init; }

    /// <summary>What changes the features before this head alone reads them; null for nothing.</summary>
    internal AdapterModel? OwnAdapter { get; init; }

    /// <summary>How many numbers were trained.</summary>
    internal long Parameters => (OwnAdapter?.Parameters ?? 0) + Layers.Sum(layer => (long)layer.Weights.Length + layer.Bias.Length) - ((long)Unread * Layers[0].Outputs);

    /// <summary>How many of the features it does not read: their scale and weights are zero, and were not trained.</summary>
    internal int Unread { get; private init; }

    /// <summary>
    /// The head for another list of classes, to go on training with: a class that is known by name keeps its weights, a new one
    /// starts with weights of zero and the mean bias of the kept ones, an old one that is not listed is dropped.
    /// </summary>
    /// <param name="classes">The classes wanted, in order.</param>
    /// <exception cref="InvalidOperationException">The head is one of numbers or levels.</exception>
    public HeadModel WithClasses(IReadOnlyList<string> classes)
    {
        if (Task.Kind is not (TaskKind.Classification or TaskKind.MultiLabel))
        {
            throw new InvalidOperationException($"The task '{Task.Name}' is one of {Task.Kind}: its outputs are not those of classes.");
        }

        var from = classes.Select(name => Classes.ToList().IndexOf(name)).ToArray();
        return this with { Classes = [.. classes], Thresholds = [], Layers = [.. Layers.SkipLast(1), PickOutputs(Layers[^1], from)] };
    }

    /// <summary>The head for other features: each is one of its own, by number, or, at -1, one that it does not read.</summary>
    internal HeadModel WithFeatures(IReadOnlyList<int> from)
    {
        if (Grid is { } grid)
        {
            return this with { FeatureMean = Picked(FeatureMean), FeatureScale = Picked(FeatureScale), Grid = grid.Among(from) };
            float[] Picked(float[] values) => [.. from.Select(feature => feature < 0 ? 0 : values[feature])];
        }

        var first = Layers[0];
        T[] Pick<T>(T[] values, int width) where T : struct =>
            [.. from.SelectMany(feature => feature < 0 ? new T[width] : values[(feature * width)..((feature + 1) * width)])];
        return this with
        {
            FeatureMean = Pick(FeatureMean, 1),
            FeatureScale = Pick(FeatureScale, 1),
            Layers = [first with { Weights = Pick(first.Weights, first.Outputs), Inputs = from.Count }, .. Layers.Skip(1)],
            Unread = from.Count(feature => feature < 0),
        };
    }

    /// <summary>Checks that the parts fit together and that every number is finite.</summary>
    /// <exception cref="ArgumentException">They do not; the message says what.</exception>
    internal void Check()
    {
        Require(Layers.Count > 0, "it has no layers");
        OwnAdapter?.Check();
        Require(OwnAdapter is null || OwnAdapter.Features == FeatureMean.Length, "its adapter takes another number of features");
        Require(FeatureMean.Length == FeatureScale.Length, $"{FeatureMean.Length} means and {FeatureScale.Length} scales");
        Require(Grid is null == Task.Kind is not TaskKind.Box, "a box is found in cells, and nothing else is");
        Require(
            Grid is null || Grid.Maps.All(map => map is { First: >= 0, Rows: > 0, Columns: > 0, Channels: > 0 } && map.First + (long)map.Width <= FeatureMean.Length),
            $"its cells are not among its {FeatureMean.Length} features");
        var width = Grid?.Channels ?? FeatureMean.Length;
        foreach (var layer in Layers)
        {
            Require(layer.Inputs == width, $"a layer takes {layer.Inputs} values and is given {width}");
            Require(
                layer.Weights.LongLength == (long)layer.Inputs * layer.Outputs,
                $"{layer.Weights.LongLength} weights for [{layer.Inputs}, {layer.Outputs}]");
            Require(layer.Bias.Length == layer.Outputs, $"{layer.Bias.Length} biases for {layer.Outputs} outputs");
            width = layer.Outputs;
        }

        var wanted = KindRules.Of(Task.Kind).Scores(Classes.Count);
        Require(width == wanted && wanted > 0, $"the last layer gives {width} values where {wanted} are needed");
        Require(Classes.Distinct().Count() == Classes.Count, "a class is named twice");
        Require(Temperature > 0 && float.IsFinite((float)Temperature), $"the temperature is {Temperature}");
        Require(Thresholds.Count == 0 || Thresholds.Count == Classes.Count, $"{Thresholds.Count} thresholds for {Classes.Count} labels");
        Require(Thresholds.All(threshold => threshold is >= 0 and <= 1), "a threshold is not between 0 and 1");
        var numbers = Layers.SelectMany(layer => layer.Weights.Concat(layer.Bias)).Concat(FeatureMean).Concat(FeatureScale);
        Require(numbers.Append((float)TargetMean).Append((float)TargetScale).All(float.IsFinite), "a weight is not a finite number");
    }

    /// <summary>Checks that the head takes features of this width.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    internal void CheckWidth(long width) =>
        Require(FeatureMean.Length == width, $"it takes {FeatureMean.Length} features and is given {width}");

    private void Require(bool holds, string found)
    {
        if (!holds)
        {
            throw new ArgumentException($"The head of task '{Task.Name}' is not usable: {found}.");
        }
    }

    private static DenseLayer PickOutputs(DenseLayer layer, int[] from)
    {
        var known = from.Where(old => old >= 0).ToArray();
        var newBias = known.Length == 0 ? 0 : known.Average(old => layer.Bias[old]);
        var weights = new float[layer.Inputs * from.Length];
        for (var input = 0; input < layer.Inputs; input++)
        {
            for (var output = 0; output < from.Length; output++)
            {
                weights[(input * from.Length) + output] = from[output] < 0 ? 0 : layer.Weights[(input * layer.Outputs) + from[output]];
            }
        }

        var bias = from.Select(old => old < 0 ? newBias : layer.Bias[old]).ToArray();
        return layer with { Weights = weights, Bias = bias, Outputs = from.Length };
    }
}
