using TransferKit.Cli.Commands.Train;

namespace TransferKit.Cli.Tests.Commands.Train;

public sealed class TrainOptionsTests
{
    [Theory]
    [InlineData("out/parts.onnx", "out/parts.split.csv")]
    [InlineData("parts.ONNX", "parts.split.csv")]
    [InlineData("parts.v2", "parts.v2.split.csv")]
    public void TheSplitFile_LiesBesideTheModel(string model, string split) =>
        Assert.Equal(split, new TrainOptions { Data = "photos", Out = model }.SplitOut);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1.5h", 5400)]
    public void Budgets_AreTimes(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), BudgetText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("s")]
    [InlineData("-5m")]
    [InlineData("5 min")]
    [InlineData("NaNs")]
    public void OtherBudgets_AreRefused(string text) => Assert.Throws<FormatException>(() => BudgetText.Parse(text));

    [Theory]
    [InlineData("linear", new int[0])]
    [InlineData("mlp", new[] { 256 })]
    [InlineData("mlp:64", new[] { 64 })]
    [InlineData("mlp:256,128", new[] { 256, 128 })]
    public void Heads_AreReadAsWidths(string text, int[] widths) => Assert.Equal(widths, HeadText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("mlp:")]
    [InlineData("mlp:64,")]
    [InlineData("mlp:64:32")]
    [InlineData("linear:3")]
    [InlineData("mlp:70000")]
    public void OtherHeads_AreRefused(string text) => Assert.Throws<FormatException>(() => HeadText.Parse(text));
}
