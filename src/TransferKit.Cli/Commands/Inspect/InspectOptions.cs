namespace TransferKit.Cli.Commands.Inspect;

/// <summary>What <c>inspect</c> was asked for.</summary>
/// <param name="Model">A backbone's name, or an ONNX file.</param>
/// <param name="Graph">The file that the training graph is drawn to, or null.</param>
/// <param name="From">The first stage of that graph; null for the last stage.</param>
internal sealed record InspectOptions(string Model, string? Graph, string? From);
