using Microsoft.ML.OnnxRuntime;
using TransferKit.Foundation;

namespace TransferKit.Graphs.Sessions;

/// <summary>How ONNX Runtime runs a graph.</summary>
public sealed record SessionSettings
{
    /// <summary>Threads one run may use.</summary>
    /// <value>Default 1; 1 to 1024.</value>
    public int Threads { get; init; } = 1;

    /// <summary>Whether idle threads burn their core while they wait for work: faster for one run after another, rude otherwise.</summary>
    /// <value>Default false.</value>
    public bool Spinning { get; init; }

    /// <summary>Whether ONNX Runtime rewrites the graph for speed.</summary>
    /// <value>Default true.</value>
    public bool Optimize { get; init; } = true;

    /// <summary>Where ONNX Runtime writes the time of every node as it runs: the start of a file name; null for nowhere.</summary>
    /// <value>Default null.</value>
    public string? Profile { get; init; }

    internal SessionOptions ToOptions()
    {
        if (Threads is < 1 or > 1024)
        {
            throw new InvalidOptionsException($"'threads' is {Threads}; allowed: 1 to 1024.");
        }

        OnnxRuntimeLibrary.EnsureLoaded();
        var options = new SessionOptions
        {
            IntraOpNumThreads = Threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = Optimize ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
            // Errors arrive as exceptions; warnings about a foreign graph's unused weights would only confuse.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        if (Profile is not null)
        {
            options.ProfileOutputPathPrefix = Profile;
            options.EnableProfiling = true;
        }

        Kernels.KernelDomain.AddTo(options.DangerousGetHandle());
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", Spinning ? "1" : "0");
        return options;
    }
}
