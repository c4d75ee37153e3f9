using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Runs;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Errors;

/// <summary>
/// What a run got wrong of the images that its answers are honest for: out of folds where there are folds, else the saved model's on dev,
/// train-dev and test.
/// </summary>
internal sealed class HeldOutErrors
{
    private HeldOutErrors(RunRecord run, RunTask task, bool byFolds, int[] images)
    {
        (Run, Task, ByFolds, Images) = (run, task, byFolds, images);
        var place = task.Place(run);
        Labels = [.. images.Select(image => run.Images[image].Labels[place]!.Value)];
        Answers = [.. images.Select(image => task.Answer(image, byFolds).ToArray())];
        Groups = [.. images.Select(image => run.Images[image].Group)];
        Costs = [.. images.Select((_, row) => Cost(row))];
    }

    /// <summary>The run.</summary>
    public RunRecord Run { get; }

    /// <summary>The task.</summary>
    public RunTask Task { get; }

    /// <summary>Whether fold models gave the answers.</summary>
    public bool ByFolds { get; }

    /// <summary>The places of the images in the run.</summary>
    public int[] Images { get; }

    /// <summary>The label of each.</summary>
    public double[] Labels { get; }

    /// <summary>The answer to each.</summary>
    public float[][] Answers { get; }

    /// <summary>How wrong each answer is: 0 or 1 for a class, the share of wrong labels, the distance in levels or in the task's units, 1 less the intersection over union.</summary>
    public double[] Costs { get; }

    /// <summary>Whether an answer is right or wrong and nothing between.</summary>
    public bool IsBinary => Task.Kind == TaskKind.Classification;

    /// <summary>Collects them.</summary>
    /// <exception cref="InvalidOptionsException">There are no held-out images.</exception>
    public static HeldOutErrors Of(RunRecord run, RunTask task) => Find(run, task) ?? throw new InvalidOptionsException(
        $"The run '{run.Id}' has no held-out image with a label of '{task.Name}', so its errors cannot be analysed: train with --folds 5.");

    /// <summary>Collects them; null where there are no held-out images.</summary>
    /// <param name="run">The run.</param>
    /// <param name="task">The task.</param>
    /// <param name="part">The part whose rows out of folds are taken; null for all.</param>
    public static HeldOutErrors? Find(RunRecord run, RunTask task, SplitName? part = null)
    {
        var folds = task.Answered(run, folds: true).ToArray();
        int[] images = folds.Length > 0 ? [.. folds.Where(image => part is null || run.Images[image].Part == part)]
            : [.. task.Answered(run, folds: false).Where(image => run.Images[image].Part is SplitName.TrainDev or SplitName.Dev or SplitName.Test)];
        return images.Length > 0 ? new(run, task, folds.Length > 0, images) : null;
    }

    /// <summary>What the answer says.</summary>
    public string Predicted(int row) => Text(Task.Kind switch
    {
        TaskKind.Regression => Answers[row][0],
        TaskKind.MultiLabel => Bits(row).Select((set, label) => set ? Math.ScaleB(1, label) : 0).Sum(),
        TaskKind.Ordinal => Level(Answers[row]),
        TaskKind.Box => BoxLabel.Of(Box.Of(Answers[row])),
        _ => LargestOf(Answers[row]),
    });

    /// <summary>What the label says.</summary>
    public string Given(int row) => Text(Labels[row]);

    /// <summary>The label or answer as people read it.</summary>
    public string Text(double label) => Task.Kind switch
    {
        TaskKind.Regression => label.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture),
        TaskKind.MultiLabel => string.Join(';', Task.Classes.Where((_, index) => LabelSet.Contains(label, index))),
        TaskKind.Box => Sides(BoxLabel.Read(label)),
        _ => Task.Classes[(int)label],
    };

    /// <summary>The images' groups, for intervals; an image of none stands alone.</summary>
    public IReadOnlyList<string?> Groups { get; }

    /// <summary>The mean of a value a row, with its interval.</summary>
    public Interval? Mean(Func<int, double> value)
    {
        double[] values = [.. Enumerable.Range(0, Images.Length).Select(value)];
        return IsBinary && values.All(cost => cost is 0 or 1)
            ? Proportion.Of([.. values.Select(cost => cost > 0)], new RowGroups(Groups))
            : RowMean.Interval(values, [.. Groups.Select((group, row) => group ?? FormattableString.Invariant($"\0{row}"))]);
    }

    /// <summary>The class of the largest probability, the first of equals.</summary>
    public static int LargestOf(float[] scores) => Array.IndexOf(scores, scores.Max());

    private double Cost(int row) => Task.Kind switch
    {
        TaskKind.Regression => Math.Abs(Answers[row][0] - Labels[row]),
        TaskKind.MultiLabel => Bits(row).Where((set, label) => set != LabelSet.Contains(Labels[row], label)).Count() / (double)Task.Classes.Count,
        TaskKind.Ordinal => Math.Abs(Level(Answers[row]) - Labels[row]),
        TaskKind.Box => 1 - Box.Of(Answers[row]).IntersectionOverUnion(BoxLabel.Read(Labels[row])),
        _ => LargestOf(Answers[row]) == (int)Labels[row] ? 0 : 1,
    };

    private static string Sides(Box box) => FormattableString.Invariant($"{box.XMin:0.000} {box.YMin:0.000} {box.XMax:0.000} {box.YMax:0.000}");

    private IEnumerable<bool> Bits(int row) => Answers[row].Select((score, label) => score >= Threshold(row, label));

    private double Threshold(int row, int label) => Task.Thresholds.Count == 0 ? 0.5
        : ByFolds ? Task.Answers.FoldThresholds[(Images[row] * Task.Classes.Count) + label] : Task.Thresholds[label];

    private static int Level(float[] scores)
    {
        var (sum, level) = (0.0, 0);
        while (level < scores.Length - 1 && (sum += scores[level]) < 0.5)
        {
            level++;
        }

        return level;
    }
}
