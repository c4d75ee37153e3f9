using System.CommandLine;
using Spectre.Console;
using TransferKit.Backbones;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Backbones;

/// <summary>Puts a backbone into the store.</summary>
internal sealed class PullCommand : CliCommand<PullOptions>
{
    private readonly Argument<string> _id = new("ID") { Description = "A name that 'transferkit backbones' lists." };

    public PullCommand(CommandHost host)
        : base("pull", "Converts a backbone into the store from the files that the build installed; downloads nothing.", host)
    {
        Examples = ["transferkit backbones pull mobilenet-v2-140-moderation"];
        Add(_id);
    }

    protected override PullOptions Read(ParseResult parsed) => new(parsed.GetRequiredValue(_id));

    protected override async Task<ExitCode> RunAsync(PullOptions options, CommandHost host, CancellationToken cancellation)
    {
        var path = await new BackboneStore().PullAsync(options.Id, cancellation);
        var document = new PullDocument(options.Id, path, new FileInfo(path).Length);
        host.Print(document, () => document, (console, pulled) =>
            console.WriteLine($"{pulled.Id} is in the store ({Sizes.Text(pulled.Bytes)}): {pulled.Path}"));
        return ExitCode.Done;
    }
}

/// <summary>What <c>backbones pull</c> was asked for.</summary>
/// <param name="Id">The backbone's name.</param>
internal sealed record PullOptions(string Id);

/// <summary>What <c>backbones pull --json</c> prints.</summary>
internal sealed record PullDocument(string Id, string Path, long Bytes);
