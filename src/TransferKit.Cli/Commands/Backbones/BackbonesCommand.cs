using System.CommandLine;
using TransferKit.Backbones;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Backbones;

/// <summary>Lists the backbones that TransferKit knows by name.</summary>
internal sealed class BackbonesCommand : CliCommand<BackbonesOptions>
{
    public BackbonesCommand(CommandHost host)
        : base("backbones", "Lists the backbones that are known by name: licence, source, size, and whether each is in the store.", host)
    {
        Examples = ["transferkit backbones", "transferkit backbones pull inception-v3-moderation"];
        Add(new PullCommand(host));
    }

    protected override BackbonesOptions Read(ParseResult parsed) => new();

    protected override Task<ExitCode> RunAsync(BackbonesOptions options, CommandHost host, CancellationToken cancellation)
    {
        var store = new BackboneStore();
        host.Print(store, () => BackbonesDocument.Of(store), BackbonesText.Write);
        return Task.FromResult(ExitCode.Done);
    }
}
