using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands.Runs;

/// <summary>How well people do: from the page through its table into the diagnosis.</summary>
public sealed class LabellingPageTests(FinishedRun finished) : IClassFixture<FinishedRun>
{
    // Labels by key, by letter and by button, changes its mind, and saves; then opens the page once more.
    private const string Visit = """
        const first = sessionStorage.getItem('first');
        if (first) {
          Object.assign(result, JSON.parse(first), { kept: document.getElementById('labeller').value, keptCount: document.getElementById('count').textContent });
        } else {
        const key = (key, target = document.body) => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        const shown = () => [...document.querySelectorAll('#shown img')].findIndex(image => !image.hidden);
        const get = id => document.getElementById(id);
        result.begins = shown();
        get('save').click(); result.nameless = document.activeElement.id;
        get('labeller').value = 'Ann "A"'; get('labeller').dispatchEvent(new Event('change'));
        key('1'); key('r'); get('cannot').click(); result.after = shown();
        key('ArrowLeft'); key('ArrowLeft'); key('ArrowLeft'); result.pressed = document.querySelector('.choice[aria-pressed=true]').value;
        key('2'); key('3', get('labeller')); result.count = get('count').textContent;
        let saved; URL.createObjectURL = blob => { saved = blob; return 'blob:none'; };
        HTMLAnchorElement.prototype.click = function () { result.file = this.download; };
        get('save').click(); result.csv = await saved.text();
        result.pictures = [...document.querySelectorAll('#shown img')].every(image => image.naturalWidth > 0);
        result.reachable = [...document.querySelectorAll('button:enabled, input')].every(element => element.tabIndex >= 0);
        result.requests = performance.getEntriesByType('resource').filter(entry => !entry.name.startsWith('data:')).length;
        result.fits = document.documentElement.scrollWidth <= innerWidth;
        sessionStorage.setItem('first', JSON.stringify(result));
        location.reload();
        return;
        }
        """;

    [SkippableFact]
    public async Task ThePage_IsLabelledByKeys_AndItsTableBecomesTheHumanLevel()
    {
        Skip.If(Browser.Program is null, "chromium is not there");
        var written = await finished.RunAsync("labels", "page", finished.Run, "--out", finished["label.html"], "--images", "12", "--json");
        Assert.Equal((0, "", 12), (written.ExitCode, written.Error, (int)written.Document["images"]!));
        Assert.False(written.Document["parts"]!.AsObject().ContainsKey("test"));

        var visited = await Browser.VisitAsync(finished["label.html"], Visit, finished["browser"], width: 500);

        Assert.Empty(visited["errors"]!.AsArray());
        Assert.Equal((0, "labeller", 3, "blue"), ((int)visited["begins"]!, (string?)visited["nameless"], (int)visited["after"]!, (string?)visited["pressed"]));
        Assert.Equal(("image 2 of 12, 3 answered", "labels-Ann-A-.csv"), ((string?)visited["count"], (string?)visited["file"]));
        var lines = ((string)visited["csv"]!).TrimEnd().Split('\n');
        Assert.Equal("image,task,label,labeller,seconds", lines[0]);
        Assert.Equal(["label,green", "label,red", "label,?"], lines[1..].Select(line => string.Join(',', line.Split(',')[1..3])));
        Assert.True((bool)visited["pictures"]! && (bool)visited["reachable"]! && (bool)visited["fits"]!);
        Assert.Equal(0, (int)visited["requests"]!);
        var page = await File.ReadAllTextAsync(finished["label.html"]);
        Assert.DoesNotContain(".bmp", page);
        Assert.DoesNotContain("http", page);

        Assert.Equal(("Ann \"A\"", "image 4 of 12, 3 answered"), ((string?)visited["kept"], (string?)visited["keptCount"]));

        // What the page saves is what the command reads, and what diagnose then knows.
        await File.WriteAllTextAsync(finished["ann.csv"], (string)visited["csv"]!);
        var human = await finished.RunAsync("labels", "human", finished.Run, finished["ann.csv"], "--json");
        Assert.Equal((0, ""), (human.ExitCode, human.Error));
        Assert.Equal((3, 1), ((int)human.Document["labellers"]![0]!["images"]!, (int)human.Document["labellers"]![0]!["cannotTell"]!));
        var step = (await finished.RunAsync("diagnose", finished.Run, "--json")).Document["ladder"]![0]!;
        Assert.Equal(("human", 3), ((string?)step["step"], (int)step["error"]!["n"]!));
        Assert.Equal((double)human.Document["human"]!["value"]!, (double)step["error"]!["value"]!);
        Assert.Contains("the only labeller", (await finished.RunAsync("labels", "human", finished.Run, finished["ann.csv"])).Output);
    }

    [Theory]
    [InlineData("labels page {0} --out {0}/record.json/p.html", 1, "cannot-write")]
    [InlineData("labels page {0} --out {0}/p.html --task nobody", 2, "invalid-options")]
    [InlineData("labels human {0} {0}/missing.csv", 3, "invalid-data")]
    public async Task BadInput_HasItsExitCodeAndKind(string line, int code, string kind)
    {
        var run = await finished.RunAsync([.. string.Format(System.Globalization.CultureInfo.InvariantCulture, line, finished.Run).Split(' '), "--json"]);

        Assert.Equal((code, kind), (run.ExitCode, (string?)run.Document["error"]?["kind"]));
    }
}
