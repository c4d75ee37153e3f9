namespace InAnMlnetPipeline;

/// <summary>A row of data.</summary>
public sealed class Photo
{
    public string Path { get; set; } = "";

    public string Kind { get; set; } = "";
}

/// <summary>What the model says of it.</summary>
public sealed class Answer
{
    public string Said { get; set; } = "";

    public float[] Score { get; set; } = [];
}
