using System.CommandLine;
using TransferKit.Backbones;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Inspect;

/// <summary>Shows what a backbone or a model is made of.</summary>
internal sealed class InspectCommand : CliCommand<InspectOptions>
{
    private readonly Argument<string> _model = new("ID|FILE.onnx") { Description = "A name that 'transferkit backbones' lists, or any ONNX image model." };

    public InspectCommand(CommandHost host)
        : base("inspect", "Shows a model's inputs, outputs, parameters and stages, and for a model that 'train' saved its tasks and figures.", host)
    {
        Examples = ["transferkit inspect mobilenet-v3-coco", "transferkit inspect flowers.onnx --json"];
        Add(_model);
    }

    protected override InspectOptions Read(ParseResult parsed) => new(parsed.GetRequiredValue(_model));

    protected override async Task<ExitCode> RunAsync(InspectOptions options, CommandHost host, CancellationToken cancellation)
    {
        var backbone = await Backbone.LoadAsync(options.Model, cancellationToken: cancellation);
        var inspection = Inspection.Of(options.Model, backbone);
        host.Print(inspection, () => InspectDocument.Of(inspection), InspectText.Write);
        return ExitCode.Done;
    }
}
