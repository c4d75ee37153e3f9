using System.CommandLine;
using TransferKit.Bench;
using TransferKit.Bench.Kills;
using TransferKit.Bench.Memorising;
using TransferKit.Bench.Steps;
using TransferKit.Bench.Suffixes;

var root = new RootCommand("Measurements of TransferKit. Every command prints one JSON document.")
{
    FeaturesCommand.Create(), CopiesCommand.Create(), PredictCommand.Create(), HeadsCommand.Create(), KillsCommand.Create(), StepsCommand.Create(), StepRatiosCommand.Create(),
    SuffixesCommand.Create(), MemoriseCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
