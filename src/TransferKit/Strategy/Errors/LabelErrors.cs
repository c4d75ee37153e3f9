using TransferKit.Evaluation;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Errors;

/// <summary>A label that is likely wrong.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Given">What the label says.</param>
/// <param name="Suggested">What the model says.</param>
/// <param name="Score">How likely the label is wrong, 0 to 1; for numbers how far off it is, in robust standard deviations.</param>
public sealed record LabelError(string Image, string Path, string Given, string Suggested, double Score);

/// <summary>
/// Suspected labels, the most suspect first: rows that are confidently of another class (<see cref="ConfidentLearning"/>), ranked by how likely
/// <see cref="LabelNoise"/> holds the label to be wrong. Labels of a multi-label task are looked at one by one; of numbers, those whose
/// error lies more than 3.5 robust standard deviations from the median (Iglewicz and Hoaglin 1993); of boxes, those that share less than a tenth with the
/// model's.
/// </summary>
internal static class LabelErrorFinder
{
    private const double OutlierFrom = 3.5;
    private const double LeastOverlap = 0.1;

    /// <summary>Finds them.</summary>
    public static (IReadOnlyList<LabelError> Errors, LabelNoise? Noise) Find(HeldOutErrors rows) => rows.Task.Kind switch
    {
        TaskKind.Regression => (Outliers(rows), null),
        TaskKind.MultiLabel => (SingleLabels(rows), null),
        TaskKind.Box => (Boxes(rows), null),
        _ => Classes(rows),
    };

    private static (IReadOnlyList<LabelError>, LabelNoise?) Classes(HeldOutErrors rows)
    {
        float[] probabilities = [.. rows.Answers.SelectMany(answer => answer)];
        int[] labels = [.. rows.Labels.Select(label => (int)label)];
        var (confident, noise) = Judge(probabilities, labels, rows.Task.Classes.Count);
        return ([.. labels.Index().Where(label => confident[label.Index] >= 0 && confident[label.Index] != label.Item)
            .OrderByDescending(label => noise.Wrong[label.Index]).ThenBy(label => rows.Answers[label.Index][label.Item])
            .Select(label => Error(rows, label.Index, rows.Task.Classes[label.Item], rows.Task.Classes[confident[label.Index]], noise.Wrong[label.Index]))], noise);
    }

    private static List<LabelError> SingleLabels(HeldOutErrors rows)
    {
        var found = new List<LabelError>();
        foreach (var (index, name) in rows.Task.Classes.Index())
        {
            float[] probabilities = [.. rows.Answers.SelectMany(answer => new[] { 1 - answer[index], answer[index] })];
            int[] labels = [.. rows.Labels.Select(label => LabelSet.Contains(label, index) ? 1 : 0)];
            var (confident, noise) = Judge(probabilities, labels, 2);
            found.AddRange(labels.Index().Where(label => confident[label.Index] >= 0 && confident[label.Index] != label.Item)
                .Select(label => Error(rows, label.Index, label.Item == 1 ? name : $"no {name}", label.Item == 1 ? $"no {name}" : name, noise.Wrong[label.Index])));
        }

        return [.. found.OrderByDescending(error => error.Score)];
    }

    private static LabelError[] Outliers(HeldOutErrors rows)
    {
        var errors = rows.Answers.Select((answer, row) => rows.Labels[row] - answer[0]).ToArray();
        var spread = RobustSpread.Of(errors);
        return [.. errors.Index().Select(error => (Row: error.Index, Distance: Math.Abs(spread.Distance(error.Item)))).Where(error => error.Distance > OutlierFrom)
            .OrderByDescending(error => error.Distance).Select(error => Error(rows, error.Row, rows.Given(error.Row), rows.Predicted(error.Row), error.Distance))];
    }

    /// <summary>Boxes that hardly meet what the model found: a good model is rarely so wrong, and such labels are quickly looked at.</summary>
    private static LabelError[] Boxes(HeldOutErrors rows) =>
    [
        .. rows.Costs.Index().Where(cost => 1 - cost.Item < LeastOverlap).OrderByDescending(cost => cost.Item)
            .Select(cost => Error(rows, cost.Index, rows.Given(cost.Index), rows.Predicted(cost.Index), cost.Item)),
    ];

    private static (int[] Confident, LabelNoise Noise) Judge(float[] probabilities, int[] labels, int classes) =>
        (ConfidentLearning.ConfidentClasses(probabilities, labels, classes), LabelNoise.Fit(probabilities, labels, classes)!);

    private static LabelError Error(HeldOutErrors rows, int row, string given, string suggested, double score)
    {
        var image = rows.Run.Images[rows.Images[row]];
        return new(image.Name, image.Path, given, suggested, score);
    }
}
