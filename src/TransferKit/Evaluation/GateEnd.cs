namespace TransferKit.Evaluation;

/// <summary>Which number of an interval a gate looks at.</summary>
public enum GateEnd
{
    /// <summary>The estimate.</summary>
    Value,

    /// <summary>The lower end: "surely at least".</summary>
    Low,

    /// <summary>The upper end: "surely at most".</summary>
    High,
}
