using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Foundation;

namespace TransferKit.Cli.Commands.Demo;

/// <summary>Trains and tests on pictures that the build brought along.</summary>
internal sealed class DemoCommand : CliCommand<DemoOptions>
{
    private const string Emoji = "emoji";

    private readonly Argument<string> _name = new("NAME")
    {
        Description = $"Which demo: {Emoji} [default: {Emoji}].",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => Emoji,
    };

    public DemoCommand(CommandHost host)
        : base("demo", "Learns what emoji show from three artists, and tests on held-out emoji by the same artists and by two others.", host)
    {
        Examples = ["transferkit demo", "transferkit demo emoji --json"];
        Add(_name);
    }

    protected override DemoOptions Read(ParseResult parsed) => new(parsed.GetRequiredValue(_name));

    protected override async Task<ExitCode> RunAsync(DemoOptions options, CommandHost host, CancellationToken cancellation)
    {
        if (options.Name != Emoji)
        {
            throw new InvalidOptionsException($"There is no demo '{options.Name}'; allowed: {Emoji}.");
        }

        var report = await host.WithProgressAsync(progress => EmojiDemo.RunAsync(host, progress, cancellation));
        host.Print(report, () => DemoDocument.Of(report), DemoText.Write);
        return ExitCode.Done;
    }
}

/// <summary>What <c>demo</c> was asked for.</summary>
/// <param name="Name">The demo.</param>
internal sealed record DemoOptions(string Name);
