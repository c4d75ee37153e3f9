using System.Text.Json;
using System.Text.Json.Serialization;
using TransferKit.Evaluation;

namespace TransferKit.Cli.Json;

/// <summary>Writes an interval with exactly the six keys of the contract.</summary>
internal sealed class IntervalConverter : JsonConverter<Interval>
{
    public override Interval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Documents are written, never read.");

    public override void Write(Utf8JsonWriter writer, Interval value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        FiniteNumberConverter.Write(writer, "value", value.Value);
        FiniteNumberConverter.Write(writer, "low", value.Low);
        FiniteNumberConverter.Write(writer, "high", value.High);
        writer.WriteNumber("n", value.N);
        writer.WriteNumber("level", value.Level);
        writer.WriteBoolean("selected", value.Selected);
        writer.WriteEndObject();
    }
}
