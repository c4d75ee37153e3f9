using TransferKit.Cli.Json;
using TransferKit.Evaluation;

namespace TransferKit.Cli.Tests.Json;

public sealed class JsonOutputTests
{
    [Fact]
    public void AnInterval_HasItsSixKeys()
    {
        Assert.Equal(
            """{"value":0.913,"low":0.87,"high":0.942,"n":240,"level":0.95,"selected":false}""",
            Written(new Interval(0.913, 0.870, 0.942, 240)));
    }

    [Fact]
    public void NumbersThatJsonCannotHold_AreNull()
    {
        Assert.Equal(
            """{"value":null,"low":null,"high":null,"n":0,"level":0.95,"selected":true}""",
            Written(new Interval(double.NaN, double.NegativeInfinity, double.PositiveInfinity, 0, Selected: true)));
    }

    [Fact]
    public void LettersBeyondAscii_StayReadable()
    {
        Assert.Equal(
            """{"error":{"kind":"not-found","message":"'Blüten & <花>'","path":null}}""",
            Written(new ErrorDocument(new("not-found", "'Blüten & <花>'", null))));
    }

    private static string Written(object document)
    {
        using var output = new StringWriter { NewLine = "\n" };
        JsonOutput.WriteLine(output, document);
        return output.ToString().TrimEnd('\n');
    }
}
