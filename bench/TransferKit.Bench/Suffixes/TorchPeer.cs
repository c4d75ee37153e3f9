using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TransferKit.Bench.Suffixes;

/// <summary>A backbone in PyTorch that trains what it is told to: <c>bench/peers/suffix_fixture.py</c>, run in the background.</summary>
internal sealed class TorchPeer : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Process _process;
    private readonly string _folder;

    private TorchPeer(Process process, string folder, string architecture)
    {
        (_process, _folder) = (process, folder);
        var data = Read<DataLine>();
        (ModelFile, Shape) = (Path.Combine(folder, architecture + ".onnx"), data.Images);
        Images = Numbers<float>("images.raw");
    }

    /// <summary>The backbone before the first step.</summary>
    public string ModelFile { get; }

    /// <summary>The images, which are the batch of every step.</summary>
    public float[] Images { get; }

    /// <summary>Their shape [N, 3, H, W].</summary>
    public long[] Shape { get; }

    /// <summary>Debian's interpreter, which Debian's packages belong to.</summary>
    public static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>Whether PyTorch is there.</summary>
    public static bool IsInstalled()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import torch, torchvision, onnx"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Builds a backbone and writes it.</summary>
    /// <param name="script">The path of <c>suffix_fixture.py</c>.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="architecture">torchvision's name.</param>
    /// <param name="size">Height and width of the images.</param>
    public static TorchPeer Start(string script, string folder, string architecture, int size)
    {
        string[] arguments = ["-W", "ignore", script, "--model", architecture, "--size", $"{size}", "--out", folder];
        return new(Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!, folder, architecture);
    }

    /// <summary>Trains parameters from the start; returns its steps and the trained values, one parameter behind the other.</summary>
    public (TorchSteps Steps, double[] Trained) Train(IEnumerable<string> parameters)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(parameters));
        return (Read<TorchSteps>(), Numbers<double>("trained.raw"));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private T Read<T>() => JsonSerializer.Deserialize<T>(
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The PyTorch script ended; its message stands above."), Json)!;

    private T[] Numbers<T>(string file)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(Path.Combine(_folder, file))).ToArray();

    private sealed record DataLine(long[] Images);
}
