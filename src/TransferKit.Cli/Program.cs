using TransferKit.Cli;
using TransferKit.Cli.Hosting;

using var signals = new StopSignals(Console.Error);
return await CommandLine.RunAsync(args, CommandHost.OfProcess(signals), signals.Token);
