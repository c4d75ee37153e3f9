using TransferKit.Evaluation;

namespace TransferKit.Strategy.Curves;

/// <summary>What models of one size reached.</summary>
/// <param name="Size">How many training images were asked for.</param>
/// <param name="Images">How many they learned from, the mean over folds and seeds: near-duplicates and groups stay together.</param>
/// <param name="Error">The error on held-out images, the same for all sizes; for the mean of the fold models. Null where it cannot be measured.</param>
/// <param name="Train">The error on the images that they learned from.</param>
/// <param name="Seconds">The wall time of training and scoring a fold model, mean over seeds.</param>
public sealed record CurvePoint(int Size, double Images, Interval? Error, Interval? Train, double Seconds);

/// <summary>What the law says of a size that was not measured.</summary>
/// <param name="Size">Training images.</param>
/// <param name="Error">The error, with the interval of the laws of the resamples.</param>
public sealed record CurvePrediction(int Size, Interval Error);

/// <summary>The law of all sizes but the largest, held against the largest.</summary>
/// <param name="Size">The largest size.</param>
/// <param name="Predicted">What the law of the smaller ones says of it.</param>
/// <param name="Measured">What was measured.</param>
public sealed record CurveCheck(int Size, Interval Predicted, Interval Measured)
{
    /// <summary>Whether the measured error lies within the predicted interval.</summary>
    public bool Within => Measured.Value >= Predicted.Low && Measured.Value <= Predicted.High;
}

/// <summary>How many training images an error takes by the law.</summary>
/// <param name="Error">The error that is wanted.</param>
/// <param name="Size">The images; infinite where the law never gets there.</param>
/// <param name="Low">The lower end of their interval.</param>
/// <param name="High">The upper end; infinite where some of the resamples' laws never get there.</param>
public sealed record CurveTarget(double Error, double Size, double Low, double High);
