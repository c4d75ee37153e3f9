namespace TransferKit.Artifacts;

/// <summary>A class and how probable the model holds it.</summary>
/// <param name="Label">The class.</param>
/// <param name="Score">From 0 to 1; a task's scores add up to 1.</param>
public readonly record struct ClassScore(string Label, float Score)
{
    /// <summary>Such as <c>daisy 0.983</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Label} {Score:0.000}");
}
