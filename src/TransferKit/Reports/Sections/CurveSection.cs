using TransferKit.Strategy.Curves;

namespace TransferKit.Reports.Sections;

/// <summary>How the error falls with the number of training images: what was measured, the law, and what more images would give.</summary>
internal static class CurveSection
{
    private const int Width = 640;
    private const int Height = 280;
    private const int Left = 56;
    private const int Steps = 40;
    private const double Beyond = 2;

    /// <summary>The section; none where no curve was asked for.</summary>
    public static Html Of(ReportContent content) => content.Curve switch
    {
        null => Html.None,
        { Curve: { } curve } => Html.Of($"""
            {Twice(curve)}
            <p>The error on the same held-out images, for heads of the defaults on the frozen backbone that learned from a part of the training images, on five folds.
            {(content.Run.Recipe.GetValueOrDefault("retrain", "head") == "head" ? "" : "This run retrained stages too, which takes more images to pay: its own curve lies elsewhere.")}
            Dashed: by the law, with its band; the hollow point is twice the images. Faint: the error on the images learned from.</p>
            {(curve.Points.Count(point => point.Error is not null) < 2 ? Html.None : Chart(curve))}
            {Table(curve)}
            <ul>{curve.Sentences.Select(sentence => Html.Of($"<li>{sentence}</li>"))}</ul>
            """),
        { WhyNot: var why } => Html.Of($"<p>{why}</p>"),
    };

    private static Html Twice(TaskCurve curve) => curve.Predictions is not [var twice, ..] || curve.Points[^1].Error is not { } now ? Html.None : Html.Of($"""
        <p class="figures"><span class="figure">Twice the photos: <b>{now.Value:0.000}</b> → <b>{twice.Error.Value:0.000}</b> <small>[{twice.Error.Low:0.000}, {twice.Error.High:0.000}], by the law</small></span></p>
        """);

    private static Html Chart(TaskCurve curve)
    {
        CurvePoint[] points = [.. curve.Points.Where(point => point.Error is not null)];
        var (first, last) = (points[0].Images, points[^1].Images * (curve.Fit is null ? 1 : Beyond));
        var most = points.Max(point => Math.Max(point.Error!.Value.High, point.Train?.Value ?? 0));
        double X(double images) => Left + 14 + (Math.Log(images / first) / Math.Log(last / first) * (Width - Left - 60));
        double Y(double error) => 10 + ((most - Math.Min(error, most)) / Math.Max(1e-9, most) * (Height - 60));
        double[] along = [.. Enumerable.Range(0, Steps + 1).Select(step => first * Math.Pow(last / first, step / (double)Steps))];
        string Path(IEnumerable<double> images, Func<double, double> error) => string.Join('L', images.Select(at => FormattableString.Invariant($"{X(at):0.#} {Y(error(at)):0.#}")));
        var band = curve.Fit is { } fit ? along.Select(at => (at, Error: fit.At(at))).ToDictionary(entry => entry.at, entry => entry.Error) : [];
        return Html.Of($"""
            <svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-label="{string.Join("; ", points.Select(point => FormattableString.Invariant($"{point.Images:0} images: error {point.Error}")))}">
            {(band.Count == 0 ? Html.None : Html.Of($"""<path class="band" d="M{Path(along, at => band[at].Low)}L{Path(along.Reverse(), at => band[at].High)}Z"/><path class="line ideal" d="M{Path(along, at => band[at].Value)}"/>"""))}
            <path class="axis" d="M{Left} 8V{Height - 46}H{Width - 8}"/>
            {new[] { 0, most / 2, most }.Select(tick => Html.Of($"""<text x="{Left - 8}" y="{Y(tick) + 5:0.#}" text-anchor="end">{tick:0.00}</text>"""))}
            <path class="learned" d="M{string.Join('L', points.Where(point => point.Train is not null).Select(point => FormattableString.Invariant($"{X(point.Images):0.#} {Y(point.Train!.Value.Value):0.#}")))}"/>
            {points.Select(point => Html.Of($"""<g><title>{point.Images:0} images: {point.Error!.Value.ToString()}</title>{Whisker(X(point.Images), Y(point.Error.Value.Low), Y(point.Error.Value.High))}<circle class="dot" cx="{X(point.Images):0.#}" cy="{Y(point.Error.Value.Value):0.#}" r="4.5"/>{Tick(X(point.Images), point.Images)}</g>"""))}
            {(curve.Predictions is not [var twice, ..] ? Html.None : Html.Of($"""<g><title>twice: {twice.Error.ToString()}</title>{Whisker(X(last), Y(twice.Error.Low), Y(twice.Error.High))}<circle class="dot hollow" cx="{X(last):0.#}" cy="{Y(twice.Error.Value):0.#}" r="4.5"/>{Tick(X(last), last)}</g>"""))}
            <text class="faint" x="{(Left + Width) / 2}" y="{Height - 6}" text-anchor="middle">training images, on a scale of doublings</text>
            </svg>
            """);
    }

    private static Html Whisker(double x, double low, double high) => Html.Of($"""<path class="whisker" d="M{x:0.#} {low:0.#}V{high:0.#}M{x - 5:0.#} {low:0.#}h10M{x - 5:0.#} {high:0.#}h10"/>""");

    private static Html Tick(double x, double images) => Html.Of($"""<text x="{x:0.#}" y="{Height - 28}" text-anchor="middle">{images:0}</text>""");

    private static Html Table(TaskCurve curve) => Html.Of($"""
        <table><thead><tr><th class="number">images</th><th class="number">error</th><th class="number">on those learned from</th></tr></thead><tbody>
        {curve.Points.Select(point => Html.Of($"""<tr><td class="number">{point.Images:0.#}</td><td class="number">{Figure(point.Error)}</td><td class="number">{Figure(point.Train)}</td></tr>"""))}
        </tbody></table>
        """);

    private static Html Figure(Evaluation.Interval? figure) => figure is { } known ? Html.Of($"{known.Value:0.000} {VerdictSection.Interval(known)}") : Html.Of($"-");
}
