namespace TransferKit.Training.Suffixes;

/// <summary>The first step of each stage.</summary>
/// <param name="unfreezing">When stages begin to move.</param>
/// <param name="stages">How many are trained.</param>
/// <param name="steps">The steps of the training.</param>
internal sealed class UnfreezingPlan(Unfreezing unfreezing, int stages, int steps)
{
    /// <summary>The step, from 0, with which a stage begins to move.</summary>
    /// <param name="depth">1 for the last stage, 2 for the one before it; 0 for heads.</param>
    public int FirstStep(int depth) => unfreezing == Unfreezing.AtOnce || depth <= 1 ? 0 : (int)((long)(depth - 1) * steps / (2L * stages));
}
