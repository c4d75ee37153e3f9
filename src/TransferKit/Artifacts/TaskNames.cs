using System.Text.RegularExpressions;
using TransferKit.Foundation;

namespace TransferKit.Artifacts;

/// <summary>Which task names can name an output of a model file.</summary>
internal static partial class TaskNames
{
    /// <summary>Checks the names of a model's tasks.</summary>
    /// <exception cref="InvalidOptionsException">A name cannot be an output's name, or two are the same.</exception>
    public static void Check(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            throw new InvalidOptionsException("A model file needs at least one task.");
        }

        foreach (var name in names)
        {
            if (!Valid().IsMatch(name) || name == InputGraph.Name)
            {
                throw new InvalidOptionsException(
                    $"The task name '{name}' cannot name a model's output; allowed: a letter or _, then up to 63 letters, digits, _, - or '.', "
                    + $"and not '{InputGraph.Name}'.");
            }
        }

        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidOptionsException($"Two tasks are named '{twice.Key}'; every output of a model needs a name of its own.");
        }
    }

    [GeneratedRegex(@"\A[\p{L}_][\p{L}\p{Nd}_.-]{0,63}\z")]
    private static partial Regex Valid();
}
