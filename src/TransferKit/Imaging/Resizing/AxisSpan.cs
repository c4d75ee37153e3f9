namespace TransferKit.Imaging.Resizing;

/// <summary>A part of one axis, in pixels that need not be whole.</summary>
/// <param name="Start">Where it starts, from 0.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct AxisSpan(double Start, double Length);
