using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Tests.Tasks;

public class LearningTaskTests
{
    [Fact]
    public void Parse_ReadsNameKindAndColumn()
    {
        Assert.Equal(LearningTask.Classification("kind"), LearningTask.Parse("kind:class"));
        Assert.Equal(LearningTask.Regression("age", "age in years"), LearningTask.Parse("age:regression:age in years"));
        Assert.Equal("a:b", LearningTask.Parse("x:class:a:b").Column);
        Assert.Equal(LearningTask.MultiLabel("tags"), LearningTask.Parse("tags:multilabel"));
        Assert.Equal(LearningTask.Ordinal("grade", "g"), LearningTask.Parse("grade:ordinal:g"));
        Assert.Equal(["xmin", "ymin", "xmax", "ymax"], LearningTask.Parse("cell:box").Columns);
        Assert.Equal(LearningTask.Box("cell", "wbc"), LearningTask.Parse("cell:box:wbc"));
        Assert.Equal("wbc_xmin", LearningTask.Box("cell", "wbc").Columns[0]);
    }

    [Theory]
    [InlineData("kind")]
    [InlineData(":class")]
    [InlineData("kind:")]
    [InlineData("kind:class:")]
    public void Parse_MissingPart_TellsTheForm(string text) =>
        Assert.Contains("NAME:KIND[:COLUMN]", Assert.Throws<InvalidOptionsException>(() => LearningTask.Parse(text)).Message);

    [Theory]
    [InlineData("attributes:boxes")]
    [InlineData("x:Class")]
    public void Parse_UnknownKind_ListsTheKinds(string text) =>
        Assert.Contains("class, regression, multilabel, ordinal, box", Assert.Throws<InvalidOptionsException>(() => LearningTask.Parse(text)).Message);
}
