using System.Diagnostics;

namespace TransferKit.Tests.Artifacts;

/// <summary>Programs beside .NET that run model files.</summary>
internal static class OtherProgram
{
    public const string LacksOnnxRuntimeNode = "eng/checks/onnxruntime-node: 'npm ci' was not run";

    private static readonly string Checks = Path.Combine(RealModel.RepositoryRoot, "eng", "checks", "onnxruntime-node");

    public static bool HasOnnxRuntimeNode => Directory.Exists(Path.Combine(Checks, "node_modules"));

    /// <summary>Runs a script of eng/checks/onnxruntime-node.</summary>
    public static (int ExitCode, string Text) OnnxRuntimeNode(string script, params IEnumerable<string> arguments) => Run("node", [Path.Combine(Checks, script), .. arguments]);

    public static (int ExitCode, string Text) Run(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + error.Result);
    }
}
