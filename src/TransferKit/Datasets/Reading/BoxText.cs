using System.Globalization;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Datasets.Reading;

/// <summary>The box of a row in pixels of its picture, as four cells of a table say it.</summary>
internal readonly record struct BoxText(double XMin, double YMin, double XMax, double YMax)
{
    private const char Separator = ';';

    // Pixels are counted from 0 or from 1, and sides are written as the last pixel inside or the first outside.
    private const double Tolerance = 1;

    /// <summary>The text of a row's box; null where all cells are empty.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">The row.</param>
    /// <param name="columns">The columns of xmin, ymin, xmax and ymax.</param>
    /// <exception cref="InvalidDatasetException">Some cells are empty, one is not a number, or the sides do not lie as they should.</exception>
    public static string? Read(Table table, TableRow row, int[] columns)
    {
        string[] cells = [.. columns.Select(column => row.Cells[column])];
        if (cells.All(cell => cell.Length == 0))
        {
            return null;
        }

        var sides = new double[cells.Length];
        for (var side = 0; side < cells.Length; side++)
        {
            if (!double.TryParse(cells[side], NumberStyles.Float, CultureInfo.InvariantCulture, out sides[side]) || !double.IsFinite(sides[side]))
            {
                throw table.Error(row.Line, table.Header[columns[side]], cells[side],
                    "is not a finite number of pixels; write it with a point, as in 120.5, or leave all four cells of the box empty if the label is missing.");
            }
        }

        for (var axis = 0; axis < 2; axis++)
        {
            if (sides[axis + 2] <= sides[axis])
            {
                throw table.Error(row.Line, table.Header[columns[axis + 2]], cells[axis + 2],
                    $"is not above '{table.Header[columns[axis]]}', which is '{cells[axis]}': a box has an area; exchange the two, or correct them.");
            }
        }

        return string.Join(Separator, cells);
    }

    /// <summary>Reads what <see cref="Read"/> gave.</summary>
    public static BoxText Parse(string text)
    {
        var sides = text.Split(Separator).Select(side => double.Parse(side, NumberStyles.Float, CultureInfo.InvariantCulture)).ToArray();
        return new(sides[0], sides[1], sides[2], sides[3]);
    }

    /// <summary>Why a picture's size contradicts one of its boxes; null where it does not.</summary>
    public static string? Fault(IReadOnlyList<LearningTask> tasks, RawRow row, ScannedImage scan)
    {
        for (var task = 0; task < tasks.Count; task++)
        {
            if (tasks[task].Kind == TaskKind.Box && row.Labels[task] is { } text && !Parse(text).LiesIn(scan.Header!.Value))
            {
                return FormattableString.Invariant(
                    $"the box {text.Replace(";", ", ", StringComparison.Ordinal)} of task '{tasks[task].Name}' reaches outside the picture, which has {scan.Header.Value.Width} x {scan.Header.Value.Height} pixels: correct it, or cut it to the picture");
            }
        }

        return null;
    }

    /// <summary>The box in shares of the picture's sides; what reaches outside by a pixel is counting from 1, and cut off.</summary>
    public Box OfPicture(ImageHeader picture) =>
        new Box(XMin / picture.Width, YMin / picture.Height, XMax / picture.Width, YMax / picture.Height).Within(Box.Whole);

    private bool LiesIn(ImageHeader picture) =>
        XMin >= -Tolerance && YMin >= -Tolerance && XMax <= picture.Width + Tolerance && YMax <= picture.Height + Tolerance && OfPicture(picture).Area > 0;
}
