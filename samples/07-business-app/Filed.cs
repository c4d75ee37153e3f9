using System.Globalization;

namespace BusinessApp;

/// <summary>A row of the table: when, which photo, what the model said, how sure it is (0 to 1), and the folder that the photo went to.</summary>
public sealed record Filed(DateTimeOffset Time, string Photo, string Answer, double Confidence, string Folder)
{
    /// <summary>Its fields.</summary>
    public string[] ToRecord() => [Time.ToString("O", CultureInfo.InvariantCulture), Photo, Answer, Confidence.ToString("0.000", CultureInfo.InvariantCulture), Folder];
}
