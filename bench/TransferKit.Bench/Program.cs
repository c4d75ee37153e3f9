using System.CommandLine;
using TransferKit.Bench;
using TransferKit.Bench.Coverage;
using TransferKit.Bench.Faults;
using TransferKit.Bench.Kills;
using TransferKit.Bench.Memorising;
using TransferKit.Bench.Scenes;
using TransferKit.Bench.Steps;
using TransferKit.Bench.Suffixes;

var root = new RootCommand("Measurements of TransferKit. Every command but coverage, which prints tables, and scenes, which prints the name of a table, prints one JSON document.")
{
    FeaturesCommand.Create(), CopiesCommand.Create(), PredictCommand.Create(), HeadsCommand.Create(), KillsCommand.Create(), StepsCommand.Create(), StepRatiosCommand.Create(),
    SuffixesCommand.Create(), MemoriseCommand.Create(), FaultsCommand.Create(), CoverageCommand.Create(), ScenesCommand.Create(), CrossoversCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
