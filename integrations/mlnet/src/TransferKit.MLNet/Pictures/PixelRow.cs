using Microsoft.ML.Data;

namespace TransferKit.MLNet.Pictures;

/// <summary>A row's picture, ready for the graph.</summary>
internal sealed class PixelRow
{
    private PictureRule? _rule;
    private string _text = "";

    /// <summary>Planes of red, green and blue, 0 to 255; NaN where the image could not be read.</summary>
    [ColumnName(Columns.Pixels)]
    [VectorType]
    public float[] Pixels { get; set; } = [];

    /// <summary>Why the image could not be read; empty where it could.</summary>
    [ColumnName(Columns.Error)]
    public string Error { get; set; } = "";

    /// <summary>Reads a picture into the row, which held another one before.</summary>
    public void Fill(PictureSource image, string rule)
    {
        if (_rule is null || _text != rule)
        {
            (_rule, _text) = (PictureRule.Parse(rule), rule);
            Pixels = new float[_rule.Values];
        }

        Error = PictureReader.Read(image, _rule, Pixels) ?? "";
    }
}
