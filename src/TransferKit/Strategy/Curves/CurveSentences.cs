using System.Globalization;
using TransferKit.Evaluation;

namespace TransferKit.Strategy.Curves;

/// <summary>Says in words what a curve tells.</summary>
internal static class CurveSentences
{
    /// <summary>A sentence each.</summary>
    public static IEnumerable<string> Of(TaskCurve curve)
    {
        if (curve.Law is not { } law)
        {
            yield return curve.Points.Any(point => point.Error is null)
                ? "No law is fitted: the error of a size cannot be measured on these images."
                : $"No law is fitted: it takes {PowerLawFit.LeastSizes} sizes or more, and there are {curve.Points.Count}.";
            yield break;
        }

        yield return Text($"Law: error = {law.A:0.000} + {law.B:0.###} n^-{law.C:0.00}, n being the training images.");
        if (law.B == 0)
        {
            yield return "Between these sizes more images did not make the error smaller.";
        }

        yield return $"By the law, {string.Join("; ", curve.Predictions.Zip(["twice", "four times"], (prediction, times) => Text($"{times} the images ({prediction.Size}): error {Short(prediction.Error)}")))}.";
        if (curve.Target is { } target)
        {
            yield return Text($"An error of {target.Error:0.###} {(double.IsInfinity(target.Size) ? "is not reached by more images alone" : $"needs about {Size(target.Size)} images")} [{Size(target.Low)}, {Size(target.High)}].");
        }

        yield return curve.Check is not { } check
            ? $"The law was not checked: that takes {PowerLawFit.LeastSizes + 1} sizes or more, of which the largest is held out."
            : Text($"Checked: the law of the smaller sizes says {Short(check.Predicted)} for {check.Size} images; measured was {check.Measured.Value:0.000}, ")
                + (check.Within ? "within the interval." : "outside the interval: do not rely on the predictions.");
    }

    private static string Short(Interval error) => Text($"{error.Value:0.000} [{error.Low:0.000}, {error.High:0.000}]");

    private static string Size(double size) => double.IsInfinity(size) ? "never" : size.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
