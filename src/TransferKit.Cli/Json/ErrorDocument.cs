namespace TransferKit.Cli.Json;

/// <summary>What <c>--json</c> prints for an error.</summary>
internal sealed record ErrorDocument(ErrorBody Error);

/// <summary>The error itself.</summary>
internal sealed record ErrorBody(string Kind, string Message, string? Path);
