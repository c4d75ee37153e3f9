using System.Globalization;
using TransferKit.MultiTask;
using TransferKit.Training.Weighting;

namespace TransferKit.Cli.Commands.Train;

/// <summary>How <c>--weighting</c> is written.</summary>
internal static class WeightingText
{
    private const string Fixed = "fixed:";

    private static readonly Dictionary<string, TaskWeighting> Named = new TaskWeighting[]
    {
        TaskWeighting.Equal, new UncertaintyWeighting(), new DynamicWeightAverage(), new GeometricLossStrategy(), new RandomWeighting(), new GradientNormalization(),
        new ProjectingConflicts(), new MultipleGradientDescent(), new ConflictAverseGradient(), new UnconflictingProjection(), new NashBargaining(),
    }.ToDictionary(weighting => weighting.Name);

    /// <summary>What may be written.</summary>
    public static string Allowed { get; } = $"{string.Join(", ", Named.Keys)}, {Fixed}TASK=X,TASK=Y";

    /// <summary>Reads a weighting.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TaskWeighting Parse(string text) => Named.TryGetValue(text, out var weighting) ? weighting
        : text.StartsWith(Fixed, StringComparison.Ordinal) ? new FixedWeighting(Weights(text))
        : throw new FormatException($"'--weighting' is '{text}'; allowed: {Allowed}.");

    private static Dictionary<string, double> Weights(string text)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var part in text[Fixed.Length..].Split(','))
        {
            if (part.Split('=') is not [var task, var number] || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
                || !weights.TryAdd(task.Trim(), weight))
            {
                throw new FormatException($"'--weighting' is '{text}'; allowed: a weight for each of several tasks, such as fixed:kind=1,size=0.5.");
            }
        }

        return weights;
    }
}
