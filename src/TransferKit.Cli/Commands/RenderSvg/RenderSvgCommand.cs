using System.CommandLine;
using TransferKit.Cli.Demo.Drawing;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.RenderSvg;

/// <summary>The drawing process: started by <c>demo</c>, not by people, so it is hidden.</summary>
internal sealed class RenderSvgCommand : CliCommand<RenderSvgOptions>
{
    /// <summary>The command's name.</summary>
    public const string Word = "render-svg";

    /// <summary>The option that gives width and height.</summary>
    public const string Size = "--size";

    private const int StandardSize = 128;

    private readonly Option<int?> _size = CliOptions.Whole(Size, "Width and height of a picture", 1, 4096, StandardSize);

    public RenderSvgCommand(CommandHost host)
        : base(Word, "Draws SVG documents from the standard input, for 'demo'; nothing else can be read here.", host)
    {
        Hidden = true;
        Add(_size);
    }

    protected override RenderSvgOptions Read(ParseResult parsed) => new(parsed.GetValue(_size)!.Value);

    protected override async Task<ExitCode> RunAsync(RenderSvgOptions options, CommandHost host, CancellationToken cancellation)
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        await DrawingLoop.RunAsync(input, output, options.Size, cancellation);
        return ExitCode.Done;
    }
}

/// <summary>What the drawing process was asked for.</summary>
/// <param name="Size">Width and height of a picture, pixels.</param>
internal sealed record RenderSvgOptions(int Size);
