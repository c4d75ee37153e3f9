using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Cli.Commands.Runs;

/// <summary>Makes a training of the past again.</summary>
internal sealed class RepeatCommand : CliCommand<RepeatOptions>
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly RepeatGroup _group = new();

    public RepeatCommand(CommandHost host)
        : base("repeat", "Makes a training again by the command that made it, on the data as they are now, into another model.", host)
    {
        Examples = ["transferkit runs repeat flowers.run --out again.onnx"];
        Add(_run);
        Add([_group]);
    }

    protected override RepeatOptions Read(ParseResult parsed) => new(parsed.GetRequiredValue(_run), _group.Read(parsed));

    protected override async Task<ExitCode> RunAsync(RepeatOptions options, CommandHost host, CancellationToken cancellation) =>
        (ExitCode)await CommandLine.RunAsync(WordsOf(RunArgument.Find(host, options.Run), options.Out, host.Json), host, cancellation);

    /// <summary>The words that make a run again, paths made absolute where the run was made in another folder.</summary>
    public static IReadOnlyList<string> WordsOf(RunRecord run, string output, bool json)
    {
        if (run.Arguments.Count == 0)
        {
            throw new InvalidOptionsException($"The run '{run.Id}' was made by a program through the library, so there is no command to repeat.");
        }

        if (run.WorkingFolder is { } folder && folder != Directory.GetCurrentDirectory())
        {
            throw new InvalidOptionsException($"The run '{run.Id}' was made in '{folder}', which the paths of its command are relative to: repeat it there.");
        }

        return [.. Without(run.Arguments, "--out", "--workdir", "--resume", "--json"), "--out", output, .. json ? new[] { "--json" } : []];
    }

    /// <summary>A command line without some options and their values.</summary>
    public static IEnumerable<string> Without(IReadOnlyList<string> words, params string[] options)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (options.Contains(words[i]))
            {
                // Switches stand alone; other options take the next word.
                i += words[i] is "--resume" or "--json" ? 0 : 1;
            }
            else if (!options.Any(option => words[i].StartsWith(option + "=", StringComparison.Ordinal)))
            {
                yield return words[i];
            }
        }
    }
}

/// <summary>What <c>runs repeat</c> was asked for.</summary>
/// <param name="Run">The run.</param>
/// <param name="Out">The model to write.</param>
internal sealed record RepeatOptions(string Run, string Out);

/// <summary>Where the repeated run goes.</summary>
internal sealed class RepeatGroup() : OptionGroup("Result")
{
    private readonly Option<string> _out = CliOptions.RequiredText("--out", "M.onnx", "The model file to write; the run goes to M.run.");

    public override IReadOnlyList<Option> Options => [_out];

    /// <summary>What was given.</summary>
    public string Read(ParseResult parsed) => parsed.GetRequiredValue(_out);
}
