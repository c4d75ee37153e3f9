using System.CommandLine;
using TransferKit.Backbones;
using TransferKit.Cli.Commands.Inspect.Drawing;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Inspect;

/// <summary>Shows what a backbone or a model is made of.</summary>
internal sealed class InspectCommand : CliCommand<InspectOptions>
{
    private readonly Argument<string> _model = new("ID|FILE.onnx") { Description = "A name that 'transferkit backbones' lists, or any ONNX image model." };
    private readonly InspectOptionGroup _group = new();

    public InspectCommand(CommandHost host)
        : base("inspect", "Shows a model's inputs, outputs, parameters and stages, and for a model that 'train' saved its tasks and figures.", host)
    {
        Examples =
        [
            "transferkit inspect mobilenet-v3-coco",
            "transferkit inspect flowers.onnx --json",
            "transferkit inspect resnet18.onnx --graph graph.svg --from layer4.1",
        ];
        Add(_model);
        Add([_group]);
    }

    protected override InspectOptions Read(ParseResult parsed) => _group.Read(parsed, parsed.GetRequiredValue(_model));

    protected override async Task<ExitCode> RunAsync(InspectOptions options, CommandHost host, CancellationToken cancellation)
    {
        var backbone = await Backbone.LoadAsync(options.Model, cancellationToken: cancellation);
        var inspection = Inspection.Of(options.Model, backbone);
        if (options.Graph is { } file)
        {
            var graph = TrainingGraphView.Of(backbone, options.From);
            TrainingGraphFile.Write(graph, file);
            inspection = inspection with { Graph = GraphDocument.Of(graph, file) };
        }

        host.Print(inspection, () => InspectDocument.Of(inspection), InspectText.Write);
        return ExitCode.Done;
    }
}
