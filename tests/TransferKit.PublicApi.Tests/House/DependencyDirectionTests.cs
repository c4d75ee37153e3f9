using System.Text.RegularExpressions;

namespace TransferKit.PublicApi.Tests.House;

/// <summary>Dependencies point one way, from the folders that know much to those that know little.</summary>
public partial class DependencyDirectionTests
{
    public static TheoryData<string> Projects => [FolderOrder.Library.Project, FolderOrder.Graphs.Project];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_UseOnlyWhatStandsBelowThem(string project)
    {
        var order = OrderOf(project);
        var root = Repository.PathOf("src", project);

        var faults = order.Folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => Faults(order, folder, Path.GetRelativePath(Repository.Root, file), File.ReadAllLines(file))));

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_AreAllInTheOrder(string project)
    {
        var folders = Directory.EnumerateDirectories(Repository.PathOf("src", project))
            .Select(path => Path.GetFileName(path)!)
            .Except(["bin", "obj"]);

        Assert.Equal(OrderOf(project).Folders.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Faults_NameFileAndLine()
    {
        string[] lines = ["using TransferKit.Imaging;", "", "var run = TransferKit.Training.TransferTrainer.FineTuneAsync();"];

        var fault = Assert.Single(Faults(FolderOrder.Library, "Datasets", "Some.cs", lines));

        Assert.StartsWith("Some.cs(3): Datasets stands below Training", fault);
    }

    [Fact]
    public void Graphs_MayNotUseTheLibrary() =>
        Assert.Single(Faults(FolderOrder.Graphs, "Onnx", "Some.cs", ["using TransferKit.Imaging;"]));

    private static FolderOrder OrderOf(string project) => project == FolderOrder.Library.Project ? FolderOrder.Library : FolderOrder.Graphs;

    private static IEnumerable<string> Faults(FolderOrder order, string folder, string file, string[] lines) => lines
        .Select((line, index) => (Text: line.Trim(), Number: index + 1))
        .Where(line => !line.Text.StartsWith("//", StringComparison.Ordinal) && !line.Text.StartsWith("namespace ", StringComparison.Ordinal))
        .SelectMany(line => FullName().Matches(line.Text)
            .Select(match => order.Fault(folder, match.Value))
            .OfType<string>()
            .Select(fault => $"{file}({line.Number}): {fault}"));

    [GeneratedRegex(@"\bTransferKit(\.[A-Z]\w*)+")]
    private static partial Regex FullName();
}
