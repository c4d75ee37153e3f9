using System.CommandLine;
using TransferKit.Bench;
using TransferKit.Bench.Kills;

var root = new RootCommand("Measurements of TransferKit. Every command prints one JSON document.")
{
    FeaturesCommand.Create(), CopiesCommand.Create(), PredictCommand.Create(), HeadsCommand.Create(), KillsCommand.Create(), StepsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
