using System.CommandLine;
using TransferKit.Backbones;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Graphs.Gradients.Verification;

namespace TransferKit.Cli.Commands.GradCheck;

/// <summary>Checks the gradients that stages of a backbone would be trained with.</summary>
internal sealed class GradCheckCommand : CliCommand<GradCheckOptions>
{
    private readonly Argument<string> _model = new("ID|FILE.onnx") { Description = "A name that 'transferkit backbones' lists, or any ONNX image model." };
    private readonly GradCheckOptionGroup _group = new();

    public GradCheckCommand(CommandHost host)
        : base(
            "gradcheck",
            "Compares every gradient that stages of a model would be trained with, in float64, with central differences of the loss; "
            + "exit code 4 if one is too far off.",
            host)
    {
        Examples =
        [
            "transferkit gradcheck mobilenet-v3-coco --from extern1",
            "transferkit gradcheck resnet18.onnx --from layer4.0 --tolerance 1e-6 --json",
        ];
        Add(_model);
        Add([_group]);
    }

    protected override GradCheckOptions Read(ParseResult parsed) => _group.Read(parsed, parsed.GetRequiredValue(_model));

    protected override async Task<ExitCode> RunAsync(GradCheckOptions options, CommandHost host, CancellationToken cancellation)
    {
        var backbone = await Backbone.LoadAsync(options.Model, cancellationToken: cancellation);
        var first = backbone.Stages.IndexOf(options.From);
        var verified = await host.WithProgressAsync(progress => Task.Run(
            () => GradientVerification.Run(backbone.Stages, first, CheckedImages.For(backbone.Input), options.Verification, progress, cancellation), cancellation));
        var result = new GradCheckReport(options.Model, verified);
        host.Print(result, () => GradCheckDocument.Of(result), GradCheckText.Write);
        return verified.Passed ? ExitCode.Done : ExitCode.GateNotMet;
    }
}
