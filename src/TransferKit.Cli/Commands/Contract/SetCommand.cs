using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Tasks.Contracts;

namespace TransferKit.Cli.Commands.Contract;

/// <summary>Makes a contract, or changes one.</summary>
internal sealed class SetCommand : CliCommand<SetOptions>
{
    private readonly Argument<string> _file = new("C.json") { Description = "The contract; it is made where it is not there." };
    private readonly SetGroup _group = new();

    public SetCommand(CommandHost host)
        : base("set", "Makes a contract of what counts, or changes one and keeps the date, the reason, and what counted before.", host)
    {
        Examples =
        [
            "transferkit contract set parts.contract.json --metric label=balanced-accuracy",
            "transferkit contract set parts.contract.json --limit \"label.recall:bolt>=0.8\" --limit \"model.latency<=50\" --reason \"it runs at the belt\"",
            "transferkit contract set mushrooms.contract.json --costs label=costs.csv",
            "transferkit contract set parts.contract.json --metric label=macro-f1 --reason \"rare parts are asked for most\"",
        ];
        Add(_file);
        Add([_group]);
    }

    protected override SetOptions Read(ParseResult parsed) => _group.Read(parsed, parsed.GetRequiredValue(_file));

    protected override Task<ExitCode> RunAsync(SetOptions options, CommandHost host, CancellationToken cancellation)
    {
        if (options.Metrics.Count == 0 && options.Costs.Count == 0 && options.Limits.Count == 0)
        {
            throw new UsageException("There is nothing to set: give '--metric TASK=NAME', '--costs TASK=F.csv' or '--limit LIMIT'.", "contract set");
        }

        var exists = File.Exists(options.File);
        if (exists && string.IsNullOrWhiteSpace(options.Reason))
        {
            throw new UsageException(
                $"'{options.File}' is there already, and what counts is not changed without saying why: add '--reason TEXT'.", "contract set");
        }

        var before = exists ? ContractFile.Read(options.File) : new MetricContract(ContractTerms.None, []) { File = options.File };
        var terms = options.Metrics.Aggregate(before.Terms, (terms, metric) => terms.With(metric.Task, metric.Metric));
        terms = options.Costs.Aggregate(terms, (terms, costs) => terms.With(costs.Task, CostTable.Read(costs.File)));
        terms = options.Limits.Count == 0 ? terms : terms with { Limits = [.. options.Limits.OfType<Limit>().Select(limit => limit.ToString()).Distinct()] };
        var after = before.Change(terms, options.Reason, host.Time);
        if (after != before || !exists)
        {
            ContractFile.Write(options.File, after);
        }

        var document = ContractDocument.Of(options.File, after, changed: after != before);
        host.Print(document, () => document, ContractText.Write);
        return Task.FromResult(ExitCode.Done);
    }
}

/// <summary>What <c>contract set</c> was asked for.</summary>
/// <param name="File">The contract.</param>
/// <param name="Metrics">The metric of each task; null for its default.</param>
/// <param name="Costs">The table of costs of each task.</param>
/// <param name="Limits">What only has to be good enough, in the place of what had to be before; a null for nothing.</param>
/// <param name="Reason">Why, or null.</param>
internal sealed record SetOptions(string File, IReadOnlyList<(string Task, string? Metric)> Metrics, IReadOnlyList<(string Task, string File)> Costs, IReadOnlyList<Limit?> Limits, string? Reason);

/// <summary>What is to count.</summary>
internal sealed class SetGroup() : OptionGroup("Terms")
{
    private const string Default = "default";

    private readonly Option<IReadOnlyList<(string, string?)>> _metrics = CliOptions.Repeated(
        "--metric", "TASK=NAME", "The metric that a task's models are ranked by, such as label=macro-f1; 'default' for the first of its kind.", ParseMetric);

    private readonly Option<IReadOnlyList<(string, string)>> _costs = CliOptions.Repeated(
        "--costs", "TASK=F.csv", "What wrong answers of a classification task cost, in the place of a metric: a table whose first line and first column name the classes; "
        + "lines are what it is, columns what is said.", ParseCosts);

    private readonly Option<IReadOnlyList<Limit?>> _limits = CliOptions.Repeated(
        "--limit", "LIMIT", "What only has to be good enough: TASK.METRIC[.low|.high]>=X, TASK.recall:CLASS>=X, model.bytes<=X, or model.latency<=X in milliseconds an image. "
        + "Those given take the place of all that are there; 'none' for none.", text => text == "none" ? null : Limit.Parse(text));

    private readonly Option<string?> _reason = CliOptions.Text("--reason", "TEXT", "Why; it must be told where the contract is there already.");

    public override IReadOnlyList<Option> Options => [_metrics, _costs, _limits, _reason];

    /// <summary>What was given.</summary>
    public SetOptions Read(ParseResult parsed, string file) => new(file, parsed.GetValue(_metrics)!, parsed.GetValue(_costs)!, parsed.GetValue(_limits)!, parsed.GetValue(_reason));

    private static (string Task, string File) ParseCosts(string text) => text.IndexOf('=') is > 0 and var equals && equals < text.Length - 1
        ? (text[..equals], text[(equals + 1)..])
        : throw new FormatException($"'--costs' is '{text}'; allowed: TASK=F.csv, such as label=costs.csv.");

    private static (string Task, string? Metric) ParseMetric(string text)
    {
        var equals = text.LastIndexOf('=');
        if (equals < 1 || equals == text.Length - 1)
        {
            throw new FormatException($"'--metric' is '{text}'; allowed: TASK=NAME, such as label=macro-f1.");
        }

        var (task, metric) = (text[..equals], text[(equals + 1)..]);
        if (metric == Default)
        {
            return (task, null);
        }

        ContractFile.RequireMetric(task, metric);
        return (task, metric);
    }
}
