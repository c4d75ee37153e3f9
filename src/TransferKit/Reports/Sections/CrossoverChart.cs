using TransferKit.Evaluation;
using TransferKit.Pipelines.Comparing;
using TransferKit.Strategy.Advising;

namespace TransferKit.Reports.Sections;

/// <summary>The figures of the pipeline and of one model over the number of images, and where they cross.</summary>
internal static class CrossoverChart
{
    private const int Width = 640;
    private const int Height = 290;
    private const int Left = 56;
    private const int Top = 34;
    private const int Bottom = 244;

    /// <summary>The chart; none with one size.</summary>
    public static Html Of(IReadOnlyList<RecordedSize> sizes, Crossover crossover)
    {
        (double Images, Interval Staged, Interval Model)[] points = [.. sizes
            .Select(size => (size.Images, Staged: Figure(size, PipelineComparisonResult.Staged), Model: Figure(size, PipelineComparisonResult.EndToEnd)))
            .Where(point => point is { Staged: not null, Model: not null }).Select(point => ((double)point.Images, point.Staged!.Value, point.Model!.Value))];
        if (points.Length < 2)
        {
            return Html.None;
        }

        var (first, last) = (points[0].Images, points[^1].Images);
        var (least, most) = (points.Min(point => Math.Min(point.Staged.Low, point.Model.Low)), points.Max(point => Math.Max(point.Staged.High, point.Model.High)));
        double X(double images) => Left + 24 + (Math.Clamp(Math.Log(images / first) / Math.Log(last / first), 0, 1) * (Width - Left - 64));
        double Y(double figure) => Top + ((most - figure) / Math.Max(1e-9, most - least) * (Bottom - Top - 10));
        string Line(Func<(double Images, Interval Staged, Interval Model), Interval> arm) =>
            string.Join('L', points.Select(point => FormattableString.Invariant($"{X(point.Images):0.#} {Y(arm(point).Value):0.#}")));
        // The two stand beside each other, so that whiskers do not cover whiskers.
        Html Points(Func<(double Images, Interval Staged, Interval Model), Interval> arm, double aside, Func<double, double, Html> mark) => Html.Join(points.Select(point => Html.Of(
            $"""{Whisker(X(point.Images) + aside, Y(arm(point).Low), Y(arm(point).High))}{mark(X(point.Images) + aside, Y(arm(point).Value))}""")));
        return Html.Of($"""
            <svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-label="{string.Join("; ", points.Select(point => FormattableString.Invariant($"{point.Images:0} images: pipeline {point.Staged}, one model {point.Model}")))}">
            {Crossing(crossover, first, last, X)}
            <path class="axis" d="M{Left} {Top - 6}V{Bottom}H{Width - 8}"/>
            {new[] { least, (least + most) / 2, most }.Select(tick => Html.Of($"""<text x="{Left - 8}" y="{Y(tick) + 5:0.#}" text-anchor="end">{tick:0.00}</text>"""))}
            <path class="line" d="M{Line(point => point.Staged)}"/><path class="line second" d="M{Line(point => point.Model)}"/>
            {Points(point => point.Staged, -4, (x, y) => Html.Of($"""<circle class="dot" cx="{x:0.#}" cy="{y:0.#}" r="5"/>"""))}
            {Points(point => point.Model, 4, (x, y) => Html.Of($"""<rect class="dot second" x="{x - 4.5:0.#}" y="{y - 4.5:0.#}" width="9" height="9"/>"""))}
            {points.Select(point => Html.Of($"""<text x="{X(point.Images):0.#}" y="{Bottom + 18}" text-anchor="middle">{point.Images:0}</text>"""))}
            <circle class="dot" cx="{Left + 14}" cy="12" r="5"/><text x="{Left + 26}" y="17">the pipeline</text><rect class="dot second" x="{Left + 130}" y="7.5" width="9" height="9"/><text x="{Left + 146}" y="17">one model from pixels to answer</text>
            <text class="faint" x="{(Left + Width) / 2}" y="{Height - 8}" text-anchor="middle">images to learn from, on a scale of doublings</text>
            </svg>
            """);
    }

    private static Interval? Figure(RecordedSize size, string arm) => size.Arms.FirstOrDefault(one => one.Name == arm)?.Value;

    /// <summary>The interval of the crossover, as far as it lies among the sizes that were measured.</summary>
    private static Html Crossing(Crossover crossover, double first, double last, Func<double, double> x)
    {
        if (crossover.Size is not { } size || (crossover.Low ?? first) >= last || (crossover.High ?? last) <= first)
        {
            return Html.None;
        }

        var (low, high) = (x(crossover.Low ?? first), x(crossover.High ?? last));
        return Html.Of($"""
            <rect class="band" x="{low:0.#}" y="{Top - 6}" width="{Math.Max(1, high - low):0.#}" height="{Bottom - Top + 6}"/>
            {(size >= first && size <= last ? Html.Of($"""<path class="ideal" d="M{x(size):0.#} {Top - 6}V{Bottom}"/>""") : Html.None)}
            """);
    }

    private static Html Whisker(double x, double low, double high) => Html.Of($"""<path class="whisker" d="M{x:0.#} {low:0.#}V{high:0.#}M{x - 4:0.#} {low:0.#}h8M{x - 4:0.#} {high:0.#}h8"/>""");
}
