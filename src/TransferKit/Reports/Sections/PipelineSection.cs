using System.Globalization;
using TransferKit.Evaluation;
using TransferKit.Strategy.Advising;

namespace TransferKit.Reports.Sections;

/// <summary>A staged pipeline against one model: which is ahead, where they cross, which step loses what, and what both cost.</summary>
internal static class PipelineSection
{
    private const int Names = 190;

    /// <summary>The section; none where no such comparison was given.</summary>
    public static Html Of(ReportContent content) => content.Pipeline is not { } compared ? Html.None : Html.Of($"""
        <div class="card calm"><p><b>{compared.Crossover.Text}</b></p><p>{compared.Ceiling.Advice}</p></div>
        <p>The steps {string.Join(", ", compared.Steps)} against one model from pixels to answer, on the same images, {compared.Folds} folds of {(compared.Seeds.Count == 1 ? "one seed" : $"{compared.Seeds.Count} seeds")}.
        Thin lines are 95 % intervals; a band is that of a crossover among these sizes.</p>
        {CrossoverChart.Of(compared.Curve, compared.Crossover)}
        {Arms(compared.Largest)}
        <h3>If steps were always right</h3>
        <p>The answer as it is, and with steps replaced by the truth. Spoiled: right answers that the truth makes wrong, for later steps had learned to live with an earlier one's errors.</p>
        {Ceiling(compared.Ceiling)}
        <h3>The first step to fail</h3>
        {Failures(compared.Ceiling)}
        {Costs(compared.Costs)}
        """);

    private static Html Arms(RecordedSize size) => Html.Of($"""
        <h3>With {size.Images} images to learn from</h3>
        <table><thead><tr><th>arm</th><th class="number">{size.Arms[0].Metric} of {size.Arms[0].Task}</th><th class="number">seconds of training</th></tr></thead><tbody>
        {size.Arms.Select(arm => Html.Of($"""<tr><td>{arm.Name}</td><td class="number">{Figure(arm.Value)}</td><td class="number">{arm.Seconds:0.0}</td></tr>"""))}
        </tbody></table>
        <table><thead><tr><th>difference</th><th class="number">{size.Arms[0].Metric}</th></tr></thead><tbody>
        {size.Pairs.Select(pair => Html.Of($"""<tr class="{(pair.Distinguishable ? "strong" : "")}"><td>{pair.A} less {pair.B}</td><td class="number">{Figure(pair.Difference)}</td></tr>"""))}
        </tbody></table>
        """);

    private static Html Ceiling(RecordedCeiling ceiling)
    {
        (string Name, RecordedReplacement Row)[] rows =
            [.. ceiling.Alone.Select(row => (row.Step, row)), .. ceiling.Together.Skip(1).Select(row => ($"{row.Step} and before", row))];
        (string, Interval)[] bars = [.. rows.Select(row => (row.Name, row.Row.Figure)).Prepend(("as it is", ceiling.AsItIs)).Where(bar => bar.Item2 is not null).Select(bar => (bar.Item1, bar.Item2!.Value))];
        return Html.Of($"""
            {(bars.Length == 0 ? Html.None : BarChart.Of(bars, Names))}
            <table><thead><tr><th>replaced by the truth</th><th class="number">gain</th><th class="number">spoiled</th></tr></thead><tbody>
            {rows.Select(row => Html.Of($"""<tr class="{(row.Row.Distinguishable ? "strong" : "")}"><td>{row.Name}</td><td class="number">{Figure(row.Row.Gain)}</td><td class="number">{row.Row.Spoiled}</td></tr>"""))}
            </tbody></table>
            """);
    }

    private static Html Failures(RecordedCeiling ceiling)
    {
        (string, Interval)[] bars = [.. ceiling.Steps.Where(step => step.FirstToFail is not null).Select(step => (step.Step, step.FirstToFail!.Value))];
        return Html.Of($"""
            <p>The share of all images whose answer is wrong and of whose steps this is the first to be wrong.</p>
            {(bars.Length == 0 ? Html.None : BarChart.Of(bars, Names))}
            <table><thead><tr><th>step</th><th class="number">is right</th><th class="number">people are right</th></tr></thead><tbody>
            {ceiling.Steps.Select(step => Html.Of($"""<tr><td>{step.Step}</td><td class="number">{Figure(step.Right)}</td><td class="number">{(step.Human is null ? Html.Of($"not measured") : Figure(step.Human))}</td></tr>"""))}
            </tbody></table>
            """);
    }

    private static Html Costs(IReadOnlyList<RecordedCost> costs) => costs.Count == 0 ? Html.None : Html.Of($"""
        <h3>What they cost</h3>
        <table><thead><tr><th>arm</th><th>labels</th><th class="number">their price</th><th class="number">seconds of training</th><th class="number">ms an image</th><th class="number">MB</th></tr></thead><tbody>
        {costs.Select(cost => Html.Of($"""<tr><td>{cost.Arm}</td><td>{string.Join(", ", cost.Labels.Select(label => $"{label.Key} {label.Value}"))}</td><td class="number">{cost.Price:0.##}</td><td class="number">{cost.TrainSeconds:0.0}</td><td class="number">{cost.PredictMilliseconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-"}</td><td class="number">{cost.Bytes / 1e6:0.0}</td></tr>"""))}
        </tbody></table>
        """);

    private static Html Figure(Interval? figure) => figure is { } known ? Html.Of($"{known.Value:0.000} {VerdictSection.Interval(known)}") : Html.Of($"-");
}
