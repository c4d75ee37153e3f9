using System.Diagnostics;
using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands.Train;

/// <summary>Full and read-only disks: small file systems in memory, where the system lets the tests mount them.</summary>
public sealed class StorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _mounted = [];

    public void Dispose()
    {
        _mounted.ForEach(path => Run("umount", path));
        _folder.Dispose();
    }

    [SkippableTheory]
    [InlineData("--cache")]
    [InlineData("--workdir")]
    [InlineData("--out")]
    public async Task AFullDisk_IsAnErrorAndTheOldModelStaysWhole(string option)
    {
        var disk = Mount("size=64k");
        var model = option == "--out" ? Path.Combine(disk, "m.onnx") : _folder["m.onnx"];
        File.WriteAllText(model, "the old model");
        Fill(Path.Combine(disk, "ballast"));

        var run = await CliRun.OfAsync(Arguments(model, option == "--out" ? "--workdir" : option, option == "--out" ? _folder["work"] : disk));

        Assert.Equal((1, "cannot-write"), (run.ExitCode, (string?)run.Document["error"]?["kind"]));
        Assert.StartsWith(disk, (string?)run.Document["error"]!["path"], StringComparison.Ordinal);
        Assert.Equal("the old model", File.ReadAllText(model));
        Assert.Empty(Directory.GetFiles(disk, "*.tmp", SearchOption.AllDirectories));
    }

    [SkippableFact]
    public async Task AReadOnlyFolder_IsFoundBeforeTraining()
    {
        var run = await CliRun.OfAsync(Arguments(Path.Combine(Mount("ro"), "m.onnx"), "--workdir", _folder["work"]));

        Assert.Equal((1, "cannot-write"), (run.ExitCode, (string?)run.Document["error"]?["kind"]));
        Assert.False(Directory.Exists(_folder["work"]));
    }

    [Fact]
    public async Task ADamagedLedger_IsFoundBeforeTraining()
    {
        Directory.CreateDirectory(_folder["runs"]);
        File.WriteAllText(_folder["runs/looks.jsonl"], "not a look\n");

        var run = await CliRun.OfAsync(Arguments(_folder["m.onnx"], "--workdir", _folder["work"]), _folder["runs"]);

        Assert.Equal((3, "damaged-file"), (run.ExitCode, (string?)run.Document["error"]!["kind"]));
        Assert.False(File.Exists(_folder["work/identity.txt"]));
    }

    private string[] Arguments(string model, string option, string folder) =>
    [
        "train", "--data", TinyPhotos.Write(_folder["photos"], first: 700), "--backbone", TinyBackbone.Write(_folder["tiny.onnx"]), "--epochs", "5",
        "--out", model, option, folder, "--json",
    ];

    private string Mount(string options)
    {
        var path = Directory.CreateDirectory(_folder["disk"]).FullName;
        Skip.IfNot(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path), "mounting a file system is not permitted here");
        _mounted.Add(path);
        return path;
    }

    private static void Fill(string path)
    {
        using var ballast = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                ballast.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
