using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TransferKit.Cli.Tests.Commands.Runs;

/// <summary>Chromium without a window: opens a page, lets a script use it, and reads what the script left in an element <c>visited</c>.</summary>
internal static partial class Browser
{
    /// <summary>The program; null where there is none.</summary>
    public static string? Program { get; } = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>Visits a page.</summary>
    /// <param name="file">The page.</param>
    /// <param name="visit">The body of an async function that fills <c>result</c>; what it throws, and the page's own errors, are in <c>errors</c>.</param>
    /// <param name="profile">A new folder, which is left to its owner.</param>
    /// <param name="width">The window's width in pixels.</param>
    public static async Task<JsonNode> VisitAsync(string file, string visit, string profile, int width = 1200)
    {
        var script = $$"""
            <script>
            const errors = []; addEventListener('error', event => errors.push(event.message));
            addEventListener('load', async () => {
              const result = { };
              try { {{visit}} } catch (error) { errors.push(String(error)); }
              result.errors = errors;
              const pre = document.createElement('pre'); pre.id = 'visited'; pre.textContent = JSON.stringify(result); document.body.append(pre);
            });
            </script>
            """;
        var visited = Path.ChangeExtension(file, ".visited.html");
        await File.WriteAllTextAsync(visited, (await File.ReadAllTextAsync(file)).Replace("<head>", "<head>" + script, StringComparison.Ordinal));
        using var browser = Process.Start(new ProcessStartInfo(Program!)
        {
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                $"--user-data-dir={profile}", $"--window-size={width},900", "--virtual-time-budget=5000", "--dump-dom", "file://" + visited,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = browser.StandardError.ReadToEndAsync();
        var dom = await browser.StandardOutput.ReadToEndAsync();
        await browser.WaitForExitAsync();
        return JsonNode.Parse(WebUtility.HtmlDecode(Visited().Match(dom).Groups[1].Value))!;
    }

    [GeneratedRegex("<pre id=\"visited\">(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Visited();
}
