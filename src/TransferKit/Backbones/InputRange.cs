using System.Globalization;
using TransferKit.Foundation;

namespace TransferKit.Backbones;

/// <summary>What black (0) and white (255) become before a model sees them, the same for all channels.</summary>
/// <param name="Low">The value of a black pixel.</param>
/// <param name="High">The value of a white pixel.</param>
public readonly record struct InputRange(float Low, float High)
{
    /// <summary>Reads <c>A:B</c>, such as <c>0:255</c>, <c>0:1</c> or <c>-1:1</c>.</summary>
    /// <exception cref="InvalidOptionsException">The text is something else.</exception>
    public static InputRange Parse(string text) =>
        text.Split(':') is [var low, var high] && TryNumber(low, out var from) && TryNumber(high, out var to) && from < to
            ? new(from, to)
            : throw new InvalidOptionsException($"'input-range' is '{text}'; allowed: A:B with A below B, such as 0:255, 0:1 or -1:1.");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low}:{High}");

    private static bool TryNumber(string text, out float number) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite(number);
}
