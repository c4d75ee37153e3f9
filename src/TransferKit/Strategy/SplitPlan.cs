using TransferKit.Evaluation;
using TransferKit.Foundation;

namespace TransferKit.Strategy;

/// <summary>
/// How to divide images, from the interval that is wanted rather than from fixed shares: enough in dev and in test for the half-width,
/// the rest in train. Where that takes more than half of the images, cross-validation measures on all of them.
/// </summary>
public sealed record SplitPlan
{
    /// <summary>With fewer images than this in train, the model would suffer more than the figure gains.</summary>
    private const double LeastTrain = 0.5;
    private const double PlainShare = 0.15;

    private SplitPlan()
    {
    }

    /// <summary>Images to learn from; with cross-validation, in each fold.</summary>
    public required int Train { get; init; }

    /// <summary>Images to choose by; 0 with cross-validation, which chooses inside the training part of each fold.</summary>
    public required int Dev { get; init; }

    /// <summary>Images to look at last; 0 with cross-validation.</summary>
    public required int Test { get; init; }

    /// <summary>Half the width of the 95 % interval that the plan gives.</summary>
    public required double HalfWidth { get; init; }

    /// <summary>Images that the half-width wanted takes; null where no number of them is enough.</summary>
    public required int? Needed { get; init; }

    /// <summary>The folds of cross-validation; 0 where a hold-out is advised.</summary>
    public required int Folds { get; init; }

    /// <summary>Whether the plan reaches the half-width wanted.</summary>
    public required bool IsReached { get; init; }

    /// <summary>What to do, in a sentence or two.</summary>
    public required string Advice { get; init; }

    /// <summary>Plans a split.</summary>
    /// <param name="rows">Independent images, at least 4.</param>
    /// <param name="accuracy">The accuracy that is expected, 0 to 1.</param>
    /// <param name="halfWidth">Half the width of the 95 % interval wanted, above 0 and below 0.5.</param>
    /// <exception cref="InvalidOptionsException">A value is out of its range.</exception>
    public static SplitPlan Of(int rows, double accuracy, double halfWidth)
    {
        Require(rows >= 4, "rows", rows, "4 or more");
        Require(accuracy is >= 0 and <= 1, "accuracy", accuracy, "0 to 1");
        Require(halfWidth is > 0 and < 0.5, "half-width", halfWidth, "above 0 and below 0.5");
        var needed = RowsNeeded.For(accuracy, halfWidth);
        return needed is { } held && held <= rows * (1 - LeastTrain) / 2
            ? HoldOut(rows, accuracy, held)
            : CrossValidate(rows, accuracy, halfWidth, needed);
    }

    private static SplitPlan HoldOut(int rows, double accuracy, int held) => new()
    {
        Train = rows - (2 * held),
        Dev = held,
        Test = held,
        HalfWidth = RowsNeeded.HalfWidth(accuracy, held),
        Needed = held,
        Folds = 0,
        IsReached = true,
        Advice = FormattableString.Invariant(
            $"Hold out {held:N0} images for dev and {held:N0} for test; learn from the other {rows - (2 * held):N0} ({(rows - (2.0 * held)) / rows:P0})."),
    };

    private static SplitPlan CrossValidate(int rows, double accuracy, double halfWidth, int? needed)
    {
        var reached = RowsNeeded.HalfWidth(accuracy, rows);
        var folds = rows < 10 ? rows : rows < 100 ? 10 : 5;
        var plain = Math.Max(1, (int)(rows * PlainShare));
        var wanted = needed is { } count ? FormattableString.Invariant($"takes {count:N0} held-out images") : "is not reached by any number of images";
        var end = reached <= halfWidth ? "." : needed is { } all
            ? FormattableString.Invariant($", still more than wanted: {all - rows:N0} more images are needed.")
            : ", still more than wanted.";
        return new()
        {
            Train = rows - (rows / folds),
            Dev = 0,
            Test = 0,
            HalfWidth = reached,
            Needed = needed,
            Folds = folds,
            IsReached = reached <= halfWidth,
            Advice = FormattableString.Invariant(
                $"A half-width of {halfWidth:0.####} {wanted}, too many to hold out of {rows:N0}: cross-validate ('--folds {folds}'), which measures on all of them, ±{reached:0.000}{end} Holding out {plain:N0} would give ±{RowsNeeded.HalfWidth(accuracy, plain):0.000}."),
        };
    }

    private static void Require(bool holds, string option, double value, string allowed)
    {
        if (!holds)
        {
            throw new InvalidOptionsException(FormattableString.Invariant($"'{option}' is {value}; allowed: {allowed}."));
        }
    }
}
