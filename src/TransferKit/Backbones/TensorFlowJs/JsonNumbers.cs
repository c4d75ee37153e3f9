using System.Globalization;
using System.Text.Json.Nodes;

namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>Numbers in TensorFlow.js files: 64-bit ones are written as text (protobuf's JSON mapping), the others as numbers.</summary>
internal static class JsonNumbers
{
    /// <summary>A number, whichever way it is written.</summary>
    /// <exception cref="FormatException">It is not a number.</exception>
    public static double ToDouble(this JsonNode? node) => node is JsonValue value
        ? value.TryGetValue<string>(out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : value.GetValue<double>()
        : throw new FormatException($"'{node?.ToJsonString() ?? "null"}' stands where a number is needed.");

    /// <summary>A whole number, whichever way it is written.</summary>
    /// <exception cref="FormatException">It is not a whole number.</exception>
    public static long ToLong(this JsonNode? node) =>
        node.ToDouble() is var number && number == Math.Floor(number) && Math.Abs(number) < 1L << 53
            ? (long)number
            : throw new FormatException($"'{number}' stands where a whole number is needed.");
}
