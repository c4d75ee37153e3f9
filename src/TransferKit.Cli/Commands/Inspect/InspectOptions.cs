namespace TransferKit.Cli.Commands.Inspect;

/// <summary>What <c>inspect</c> was asked for.</summary>
/// <param name="Model">A backbone's name, or an ONNX file.</param>
internal sealed record InspectOptions(string Model);
