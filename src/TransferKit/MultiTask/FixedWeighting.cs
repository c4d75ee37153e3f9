using System.Globalization;
using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>Each loss is multiplied by a number that the user gives.</summary>
/// <param name="weights">The weight of each task by its name, 0 to 1,000,000, not all 0; tasks that are not named have 1.</param>
public sealed class FixedWeighting(IReadOnlyDictionary<string, double> weights) : TaskWeighting
{
    private const double Most = 1e6;

    /// <inheritdoc/>
    public override string Name => "fixed:" + string.Join(',', weights.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));

    internal override TaskWeights Begin(IReadOnlyList<string> tasks, int stepsAnEpoch) => new ConstantWeights([.. tasks.Select(Of)]);

    internal override void Check(IReadOnlyList<string> tasks)
    {
        if (weights.Keys.Except(tasks).FirstOrDefault() is { } unknown)
        {
            throw new InvalidOptionsException($"'weighting' gives a weight to '{unknown}'; the tasks are: {string.Join(", ", tasks)}.");
        }

        if (weights.Values.Any(weight => weight is not (>= 0 and <= Most)) || tasks.All(task => Of(task) == 0))
        {
            throw new InvalidOptionsException($"'weighting' is '{Name}'; allowed: weights from 0 to 1,000,000, not all of them 0.");
        }
    }

    private double Of(string task) => weights.TryGetValue(task, out var weight) ? weight : 1;
}
