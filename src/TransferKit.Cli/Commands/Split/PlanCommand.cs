using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Strategy;

namespace TransferKit.Cli.Commands.Split;

/// <summary>Sizes a split from the interval that is wanted.</summary>
internal sealed class PlanCommand : CliCommand<PlanOptions>
{
    private readonly PlanGroup _group = new();

    public PlanCommand(CommandHost host)
        : base("plan", "Gives the sizes of train, dev and test for the width of interval that is wanted, or advises cross-validation.", host)
    {
        Examples =
        [
            "transferkit split plan --rows 2000 --accuracy 0.9 --half-width 0.03",
            "transferkit split plan --rows 200 --accuracy 0.85 --half-width 0.05 --json",
        ];
        Add([_group]);
    }

    protected override PlanOptions Read(ParseResult parsed) => _group.Read(parsed);

    protected override Task<ExitCode> RunAsync(PlanOptions options, CommandHost host, CancellationToken cancellation)
    {
        var plan = SplitPlan.Of(options.Rows, options.Accuracy, options.HalfWidth);
        host.Print(plan, () => PlanDocument.Of(plan), Write);
        return Task.FromResult(ExitCode.Done);
    }

    private static void Write(IAnsiConsole console, SplitPlan plan)
    {
        var facts = new FactSheet(console);
        string Images(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
        facts.Add("Train", plan.Folds == 0 ? Images(plan.Train) : $"{Images(plan.Train)} in each of {plan.Folds} folds");
        facts.Add("Dev", plan.Folds == 0 ? Images(plan.Dev) : "none: choices are made inside the training part of each fold");
        facts.Add("Test", plan.Folds == 0 ? Images(plan.Test) : "each image once, by a model that did not see it");
        facts.Add("Interval", string.Create(CultureInfo.InvariantCulture, $"±{plan.HalfWidth:0.000} (95 %, Wilson)"));
        facts.Add("Advice", plan.Advice);
    }
}

/// <summary>What <c>split plan</c> was asked for.</summary>
/// <param name="Rows">Images.</param>
/// <param name="Accuracy">The accuracy that is expected.</param>
/// <param name="HalfWidth">Half the width of the interval wanted.</param>
internal sealed record PlanOptions(int Rows, double Accuracy, double HalfWidth);

/// <summary>What <c>split plan --json</c> prints.</summary>
internal sealed record PlanDocument(int Train, int Dev, int Test, double HalfWidth, string Advice, int? Needed, int? Folds, bool Reached)
{
    /// <summary>The document of a plan.</summary>
    public static PlanDocument Of(SplitPlan plan) => new(
        plan.Train, plan.Dev, plan.Test, plan.HalfWidth, plan.Advice, plan.Needed, plan.Folds == 0 ? null : plan.Folds, plan.IsReached);
}
