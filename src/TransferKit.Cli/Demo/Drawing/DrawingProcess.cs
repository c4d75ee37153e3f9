using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using TransferKit.Cli.Commands.RenderSvg;

namespace TransferKit.Cli.Demo.Drawing;

/// <summary>A child process that draws SVG documents, one after the other.</summary>
internal sealed class DrawingProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _messages;

    private DrawingProcess(Process process)
    {
        _process = process;
        _messages = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The child's process number.</summary>
    public int Id => _process.Id;

    /// <summary>Starts one and waits until it is ready.</summary>
    /// <param name="size">Width and height of a picture, pixels.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <exception cref="DrawingException">It does not start.</exception>
    public static async Task<DrawingProcess> StartAsync(int size, CancellationToken cancellation)
    {
        var child = new DrawingProcess(Launch(size));
        try
        {
            return await child.AskAsync(null, cancellation) is { Kind: FrameKind.Ready }
                ? child
                : throw new DrawingException($"it ended at once ({(await child._messages).Trim()}).");
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    /// <summary>Draws a document; null where the process died of it.</summary>
    /// <param name="svg">The document, UTF-8.</param>
    /// <param name="cancellation">Ends the process.</param>
    public async Task<DrawnPicture?> DrawAsync(ReadOnlyMemory<byte> svg, CancellationToken cancellation) =>
        await AskAsync(svg, cancellation) switch
        {
            { Kind: FrameKind.Picture, Content: var png } => new(png, null),
            { Kind: FrameKind.Refusal, Content: var reason } => new(null, Encoding.UTF8.GetString(reason.Span)),
            _ => null,
        };

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    /// <summary>Sends a document, if there is one, and reads the answer; null where the process is dead or talks nonsense.</summary>
    private async Task<Frame?> AskAsync(ReadOnlyMemory<byte>? svg, CancellationToken cancellation)
    {
        // A pipe's reads do not heed a token everywhere; a dead process ends them.
        using var registration = cancellation.Register(Kill);
        try
        {
            if (svg is { } document)
            {
                await Frames.WriteAsync(_process.StandardInput.BaseStream, new(FrameKind.Document, document), cancellation);
            }

            var answer = await Frames.ReadAsync(_process.StandardOutput.BaseStream, cancellation);
            cancellation.ThrowIfCancellationRequested();
            return answer;
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static Process Launch(int size)
    {
        string[] arguments = [RenderSvgCommand.Word, RenderSvgCommand.Size, size.ToString(CultureInfo.InvariantCulture)];
        var (program, first) = Program();
        try
        {
            return Process.Start(new ProcessStartInfo(program, [.. first, .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            throw new DrawingException($"'{program}' does not start ({error.Message}).", error);
        }
    }

    /// <summary>This program itself: its own executable, else its assembly through <c>dotnet</c>.</summary>
    private static (string Program, string[] Arguments) Program()
    {
        var assembly = typeof(DrawingProcess).Assembly.GetName().Name!;
        var self = Environment.ProcessPath ?? "";
        return Path.GetFileNameWithoutExtension(self) switch
        {
            var name when name == assembly || name == CommandLine.Name => (self, []),
            "dotnet" => (self, [AssemblyPath(assembly)]),
            _ => ("dotnet", [AssemblyPath(assembly)]),
        };
    }

    private static string AssemblyPath(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It ended by itself meanwhile.
        }
    }
}
