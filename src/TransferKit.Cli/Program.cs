using TransferKit.Cli;
using TransferKit.Cli.Hosting;

using var signals = new StopSignals(Console.Error);
var host = CommandHost.OfProcess(signals);
signals.BeforeExit = code =>
{
    var stopped = new StoppedException("Stopped at once by a second signal; what was not saved by then is lost.");
    Failure.Of(stopped, code).Print(host, stopped);
};
return await CommandLine.RunAsync(args, host, signals.Token);
