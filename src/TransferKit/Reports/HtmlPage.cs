namespace TransferKit.Reports;

/// <summary>What every page is made of: one file with its style and its script inside, which needs no network.</summary>
internal static class HtmlPage
{
    /// <summary>The whole page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="body">What it shows.</param>
    /// <param name="script">The name of its script; what scripts share goes before it.</param>
    public static string Of(string title, Html body, string script) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title}</title>
        <style>{Asset("report.css")}</style>
        </head>
        <body>
        {body}
        <script>{Asset("table.js")}{Asset(script)}</script>
        </body>
        </html>

        """).Markup;

    private static Html Asset(string name)
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("reports/" + name)!;
        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd());
    }
}
