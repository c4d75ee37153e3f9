using System.Text.RegularExpressions;
using System.Xml.Linq;
using TransferKit.Backbones;
using TransferKit.Cli.Commands.Inspect.Drawing;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Cli.Tests.Commands;

public sealed class InspectGraphTests : IDisposable
{
    private const string Hostile = "<script>&\"'\n\u0001]]>";
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("one")]
    [InlineData(null)]
    public async Task EveryInputAndNode_IsInThePictureAndInTheText(string? from)
    {
        var model = TinyBackbone.Write(_folder["tiny.onnx"]);
        var graph = TrainingGraphView.Of(await Backbone.LoadAsync(model), from);
        Assert.Equal(from ?? "two", graph.From);
        Assert.Equal(from is null ? 1 : 2, graph.Items.Count(item => item.Kind == GraphItemKind.Gradient));
        var svg = XDocument.Parse(await DrawAsync(model, "out.svg", from));
        var drawn = svg.Descendants().Where(element => element.Name.LocalName == "title").Select(title => title.Value).ToHashSet();
        var text = (await DrawAsync(model, "out.txt", from)).Split('\n');
        Assert.All(graph.Items, item => Assert.Contains(drawn, title => title.StartsWith($"{item.Name}: {item.Operator}\n", StringComparison.Ordinal)));
        Assert.All(graph.Items, item => Assert.Contains(text, line => Regex.IsMatch(line, $"^  {Regex.Escape(item.Name)} +{item.Operator} ")));
    }

    [Fact]
    public async Task Document_TellsWhatWasDrawn()
    {
        var run = await CliRun.OfAsync(["inspect", TinyBackbone.Write(_folder["tiny.onnx"]), "--graph", _folder["out.svg"], "--from", "one", "--json"]);
        Assert.Equal(0, run.ExitCode);
        var graph = run.Document["graph"]!;
        Assert.Equal((_folder["out.svg"], "one", 32, 2), ((string?)graph["path"], (string?)graph["from"], (int)graph["batch"]!, (int)graph["gradients"]!));
        Assert.Equal(2, graph["formulations"]!.AsObject().Count);
        Assert.Null((await CliRun.OfAsync(["inspect", _folder["tiny.onnx"], "--json"])).Document["graph"]);
    }

    [Fact]
    public async Task HostileNames_AreEscaped()
    {
        var model = OnnxModel.Load(TinyBackbone.Write(_folder["tiny.onnx"])).Proto;
        Rename(model.Graph, "two.weight", Hostile);
        File.WriteAllBytes(_folder["hostile.onnx"], Google.Protobuf.MessageExtensions.ToByteArray(model));
        var svg = await DrawAsync(_folder["hostile.onnx"], "out.svg", null);
        Assert.DoesNotContain("<script>", svg, StringComparison.Ordinal);
        Assert.Contains("<script>&\"'", string.Concat(XDocument.Parse(svg).Descendants().Select(element => element.Value)), StringComparison.Ordinal);
        var text = await DrawAsync(_folder["hostile.onnx"], "out.txt", null);
        Assert.DoesNotContain('\u0001', text);
        Assert.Contains("<script>&\"'\uFFFD\uFFFD", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--graph out.png", "ends in .svg (a picture) or .txt (text)")]
    [InlineData(2, "--from one", "goes with '--graph FILE'")]
    [InlineData(2, "--graph out.svg --from onne", "Did you mean 'one'?")]
    [InlineData(1, "--graph tiny.onnx/out.svg", "could not be written")]
    public async Task WrongUse_HasItsCodeAndSaysWhy(int code, string options, string because)
    {
        var model = TinyBackbone.Write(_folder["tiny.onnx"]);
        string[] words = [.. options.Split(' ').Select(word => word.Contains('.', StringComparison.Ordinal) ? _folder[word] : word)];
        var run = await CliRun.OfAsync(["inspect", model, .. words, "--json"]);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(because, (string?)run.Document["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task BlockedStage_LeavesTheOldFile()
    {
        var model = TinyBackbone.Write(_folder["wave.onnx"], activation: "Sin");
        File.WriteAllText(_folder["out.svg"], "old");
        var run = await CliRun.OfAsync(["inspect", model, "--graph", _folder["out.svg"], "--from", "one"]);
        Assert.Equal(3, run.ExitCode);
        Assert.Equal("old", File.ReadAllText(_folder["out.svg"]));
    }

    [Fact]
    public async Task BoxesOfAPicture_DoNotOverlap()
    {
        var graph = TrainingGraphView.Of(await Backbone.LoadAsync(TinyBackbone.Write(_folder["tiny.onnx"])), "one");
        var layout = GraphLayout.Of(graph.Items);
        var boxes = layout.Boxes;
        for (var i = 0; i < boxes.Count; i++)
        {
            Assert.InRange(boxes[i].X, 0, layout.Width - GraphLayout.BoxWidth + 1e-6);
            Assert.InRange(boxes[i].Y, 0, layout.Height - GraphLayout.BoxHeight + 1e-6);
            Assert.All(boxes.Skip(i + 1), other => Assert.True(
                Math.Abs(other.X - boxes[i].X) >= GraphLayout.BoxWidth || Math.Abs(other.Y - boxes[i].Y) >= GraphLayout.BoxHeight));
        }
    }

    [Fact]
    public async Task ForwardRunsDown_AndBackwardUp()
    {
        var graph = TrainingGraphView.Of(await Backbone.LoadAsync(TinyBackbone.Write(_folder["tiny.onnx"])), "one");
        var layout = GraphLayout.Of(graph.Items);
        foreach (var (link, _, _) in layout.Edges)
        {
            var (from, to) = (graph.Items[link.From].Kind, graph.Items[link.To].Kind);
            var down = layout.Boxes[link.To].Y - layout.Boxes[link.From].Y;
            Assert.True(to is not (GraphItemKind.Forward or GraphItemKind.Frozen) || down > 0);
            Assert.True((from, to) != (GraphItemKind.Backward, GraphItemKind.Backward) || down < 0);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void Rename(GraphProto graph, string from, string to)
    {
        graph.Initializer.First(constant => constant.Name == from).Name = to;
        foreach (var node in graph.Node)
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = node.Input[i] == from ? to : node.Input[i];
            }
        }
    }

    private async Task<string> DrawAsync(string model, string file, string? from)
    {
        string[] stage = from is null ? [] : ["--from", from];
        var run = await CliRun.OfAsync(["inspect", model, "--graph", _folder[file], .. stage]);
        Assert.Equal("", run.Error);
        Assert.Contains($"drawn to {_folder[file]}", run.Output.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        return File.ReadAllText(_folder[file]);
    }
}
