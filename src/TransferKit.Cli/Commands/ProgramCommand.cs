using System.CommandLine;
using System.CommandLine.Help;
using TransferKit.Cli.Commands.Advise;
using TransferKit.Cli.Commands.Backbones;
using TransferKit.Cli.Commands.Compare;
using TransferKit.Cli.Commands.Contract;
using TransferKit.Cli.Commands.Demo;
using TransferKit.Cli.Commands.Diagnose;
using TransferKit.Cli.Commands.Doctor;
using TransferKit.Cli.Commands.Errors;
using TransferKit.Cli.Commands.Evaluate;
using TransferKit.Cli.Commands.GradCheck;
using TransferKit.Cli.Commands.Inspect;
using TransferKit.Cli.Commands.Labels;
using TransferKit.Cli.Commands.Predict;
using TransferKit.Cli.Commands.RenderSvg;
using TransferKit.Cli.Commands.Report;
using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Commands.Split;
using TransferKit.Cli.Commands.Train;
using TransferKit.Cli.Help;
using TransferKit.Cli.Hosting;

namespace TransferKit.Cli.Commands;

/// <summary>The program itself: the list of commands.</summary>
internal sealed class ProgramCommand : RootCommand
{
    /// <summary>The option that every command has.</summary>
    public const string Json = "--json";

    /// <summary>Adds every command.</summary>
    public ProgramCommand(CommandHost host)
        : base("Retrains the last layers of a pretrained image model on your own photos, and tells how far to trust the result.")
    {
        Options.OfType<HelpOption>().Single().Description = "Shows this help; after a command, that command's help.";
        Options.OfType<HelpOption>().Single().Action = new HelpText();
        Options.OfType<VersionOption>().Single().Description = "Shows the version.";
        Options.OfType<VersionOption>().Single().Action = new VersionText();
        Add(new Option<bool>(Json) { Description = "Prints one JSON document instead of text.", Arity = ArgumentArity.Zero, Recursive = true });
        Add(new TrainCommand(host));
        Add(new CompareCommand(host));
        Add(new EvaluateCommand(host));
        Add(new PredictCommand(host));
        Add(new DiagnoseCommand(host));
        Add(new ErrorsCommand(host));
        Add(new AdviseCommand(host));
        Add(new LabelsCommand(host));
        Add(new ReportCommand(host));
        Add(new SplitCommand(host));
        Add(new ContractCommand(host));
        Add(new RunsCommand(host));
        Add(new InspectCommand(host));
        Add(new GradCheckCommand(host));
        Add(new BackbonesCommand(host));
        Add(new DemoCommand(host));
        Add(new DoctorCommand(host));
        Add(new RenderSvgCommand(host));
        SetAction(_ => ExplainItself(host));
    }

    private int ExplainItself(CommandHost host)
    {
        if (host.Json)
        {
            throw new UsageException("A command is missing.", "");
        }

        HelpText.Write(this, host.Error);
        return (int)ExitCode.Usage;
    }
}
