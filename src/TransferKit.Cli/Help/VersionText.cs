using System.CommandLine;
using System.CommandLine.Invocation;
using TransferKit.Cli.Hosting;

namespace TransferKit.Cli.Help;

/// <summary>Prints the version.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(ProductVersion.Text);
        return 0;
    }
}
