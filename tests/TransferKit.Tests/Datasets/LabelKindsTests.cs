using TransferKit.Datasets;
using TransferKit.Tasks;

namespace TransferKit.Tests.Datasets;

/// <summary>Tables with sets of labels and with levels.</summary>
public sealed class LabelKindsTests : IDisposable
{
    private static readonly LearningTask Tags = LearningTask.MultiLabel("tags");
    private static readonly LearningTask Grade = LearningTask.Ordinal("grade");
    private readonly DataFolder _folder = new();

    public LabelKindsTests()
    {
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            _folder.Add(name + ".jpg");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sets_AreSeparatedBySemicolons_AnEmptyCellIsMissing_ASeparatorAloneIsNone()
    {
        var data = _folder.Csv("path,tags\na.jpg,round; red\nb.jpg,\nc.jpg,;\nd.jpg,red;;red\ne.jpg,Blue\n", Tags);
        Assert.Equal(["Blue", "red", "round"], data.ClassesOf(Tags));
        Assert.Equal([6, 0, 2, 1], data.Samples.Select(sample => sample.Labels[0]));
        Assert.Equal(["a.jpg", "c.jpg", "d.jpg", "e.jpg"], data.Samples.Select(sample => sample.Name));
    }

    [Fact]
    public void Levels_AreOrderedByNumber_HoweverTheyAreWritten()
    {
        var data = _folder.Csv("path,grade\na.jpg,10\nb.jpg,9\nc.jpg,9.0\nd.jpg,-1\ne.jpg,0.5\n", Grade);
        Assert.Equal(["-1", "0.5", "9", "10"], data.ClassesOf(Grade));
        Assert.Equal([3, 2, 2, 0, 1], data.Samples.Select(sample => sample.Labels[0]));
    }

    [Fact]
    public void ALevelThatIsNoNumber_IsNamedWithItsLine()
    {
        var error = Assert.Throws<InvalidDatasetException>(() => _folder.Csv("path,grade\na.jpg,1\nb.jpg,good\n", Grade));
        Assert.Contains("line 3", error.Message);
        Assert.Contains("'good' is not a finite number", error.Message);
    }

    [Fact]
    public void OneLevel_IsNothingToLearn() =>
        Assert.Contains("needs at least 2", Assert.Throws<InvalidDatasetException>(() => _folder.Csv("path,grade\na.jpg,1\nb.jpg,1\n", Grade)).Message);

    [Fact]
    public void SetsWithoutAnyLabel_AreNothingToLearn() =>
        Assert.Contains("needs at least 1", Assert.Throws<InvalidDatasetException>(() => _folder.Csv("path,tags\na.jpg,;\nb.jpg,;\n", Tags)).Message);

    [Theory]
    [InlineData("0")]
    [InlineData("-2")]
    public void ALogScale_NeedsLabelsAboveZero(string label)
    {
        var error = Assert.Throws<InvalidDatasetException>(() => _folder.Csv($"path,grade\na.jpg,1\nb.jpg,{label}\n", LearningTask.Regression("grade", logScale: true)));
        Assert.Contains("line 3", error.Message);
        Assert.Contains("has no logarithm", error.Message);
    }

    [Fact]
    public void MoreLabelsThanASetHolds_AreRefused()
    {
        var labels = string.Join(';', Enumerable.Range(0, 53).Select(number => $"l{number:00}"));
        var error = Assert.Throws<InvalidDatasetException>(() => _folder.Csv($"path,tags\na.jpg,{labels}\nb.jpg,l00\n", Tags));
        Assert.Contains("has 53 labels", error.Message);
        Assert.Contains("allowed: 52", error.Message);
    }

    [Fact]
    public void ImagesWithoutAnyLabel_AreLeftOutAndCounted()
    {
        var data = _folder.Csv("path,tags,grade\na.jpg,x,\nb.jpg,,\nc.jpg,,1\nd.jpg,y,2\ne.jpg,,\n", Tags, Grade);
        Assert.Equal(["a.jpg", "c.jpg", "d.jpg"], data.Samples.Select(sample => sample.Name));
        Assert.Contains(data.Notes, note => note.StartsWith("2 images have no label of any task and are left out", StringComparison.Ordinal));
    }
}
