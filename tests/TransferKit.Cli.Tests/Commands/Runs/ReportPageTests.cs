using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands.Runs;

/// <summary>The report in a browser: what its script does when somebody uses it.</summary>
public sealed class ReportPageTests(FinishedRun finished) : IClassFixture<FinishedRun>
{
    // Uses the page as a person would, and leaves what came of it in the document.
    private const string Visit = """
        const inputs = [...document.querySelectorAll('.own-tags')];
        inputs[0].value = 'hand; drawn'; inputs[0].dispatchEvent(new Event('change'));
        inputs[1].value = 'a "quoted" one'; inputs[1].dispatchEvent(new Event('change'));
        result.counted = document.getElementById('tag-count').textContent;
        let saved; URL.createObjectURL = blob => { saved = blob; return 'blob:none'; };
        HTMLAnchorElement.prototype.click = function () { result.file = this.download; };
        document.getElementById('save-tags').click();
        result.csv = await saved.text();
        const filter = document.getElementById('filter-tag');
        result.options = [...filter.options].map(option => option.value);
        filter.value = 'drawn'; filter.dispatchEvent(new Event('change'));
        result.shown = document.querySelectorAll('.gallery li:not([hidden])').length;
        const maps = document.getElementById('show-maps');
        if (maps) { maps.click(); result.maps = getComputedStyle(document.querySelector('.map')).display; }
        result.pictures = [...document.querySelectorAll('.gallery img')].every(image => image.alt && image.naturalWidth > 0);
        result.reachable = [...document.querySelectorAll('a, button, input, select, summary')].every(element => element.tabIndex >= 0);
        result.requests = performance.getEntriesByType('resource').filter(entry => !entry.name.startsWith('data:')).length;
        result.wide = document.documentElement.scrollWidth <= innerWidth;
        """;

    [SkippableFact]
    public async Task ThePage_TakesTagsAndSavesThem_WithoutAnyRequest()
    {
        Skip.If(Browser.Program is null, "chromium is not there");
        var report = await finished.RunAsync("report", finished.Run, "--cache", finished["cache"], "--no-probe", "--out", finished["visited.html"]);
        Assert.Equal(0, report.ExitCode);

        var visited = await Browser.VisitAsync(finished["visited.html"], Visit, finished["browser"]);

        Assert.Empty(visited["errors"]!.AsArray());
        Assert.Equal("2 tagged", (string?)visited["counted"]);
        Assert.Equal("tags.csv", (string?)visited["file"]);
        var lines = ((string)visited["csv"]!).Split('\n');
        Assert.Equal(["path,tags", "\"hand;drawn\"", "\"a \"\"quoted\"\" one\""], [lines[0], lines[1][(lines[1].IndexOf(',') + 1)..], lines[2][(lines[2].IndexOf(',') + 1)..]]);
        Assert.Contains("drawn", visited["options"]!.AsArray().Select(option => (string?)option));
        Assert.Equal(1, (int)visited["shown"]!);
        Assert.Equal("block", (string?)visited["maps"]);
        Assert.True((bool)visited["pictures"]! && (bool)visited["reachable"]! && (bool)visited["wide"]!);
        Assert.Equal(0, (int)visited["requests"]!);

        // What the page saves is what the command reads.
        await File.WriteAllTextAsync(finished["tags.csv"], (string)visited["csv"]!);
        var errors = await finished.RunAsync("errors", finished.Run, "--cache", finished["cache"], "--tags", finished["tags.csv"], "--json");
        Assert.Equal(0, errors.ExitCode);
        Assert.Contains("a \"quoted\" one", errors.Document["tags"]!.AsArray().Select(tag => (string?)tag!["tag"]));
    }
}
