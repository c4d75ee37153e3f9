using TransferKit.Cli.Demo.Emoji;

namespace TransferKit.Cli.Tests.Demo.Emoji;

/// <summary>Cards, aliases and selection against the packages themselves.</summary>
public sealed class InstalledPackagesTests(InstalledPackages installed) : IClassFixture<InstalledPackages>
{
    [Fact]
    public void EveryAlias_NamesAPictureThatItAloneJoins()
    {
        var concepts = new PictureJoin(installed.Packages, installed.Aliases).Concepts.ToDictionary(concept => concept.Name);

        Assert.All(installed.Aliases.Lines, line =>
            Assert.Equal(line.Name, concepts[line.ReferenceName].Pictures.GetValueOrDefault(line.Artist)));
    }

    [Fact]
    public void NoConcept_IsASkinToneOrAFlag()
    {
        var selection = EmojiSelection.Of(installed.Packages, installed.Aliases);
        var flags = installed.Packages.Groups["Flags"].ToHashSet();

        Assert.All(selection.Concepts, concept =>
        {
            Assert.DoesNotContain("skin-tone", concept.Name);
            Assert.DoesNotContain(concept.Name, flags);
            Assert.All(concept.Pictures, picture =>
                Assert.False(EmojiNames.IsSkinTone(picture.Value, installed.Packages.Sets[picture.Key].Names)));
        });
    }

    [Fact]
    public void ACategory_HasAtMost120Concepts()
    {
        var categories = EmojiSelection.Of(installed.Packages, installed.Aliases).Concepts.CountBy(concept => concept.Category).ToDictionary();

        Assert.Equal(8, categories.Count);
        Assert.All(categories.Values, count => Assert.InRange(count, 85, EmojiSelection.MostConcepts));
    }

    [Fact]
    public void EveryPicture_IsCountedOnce()
    {
        var counts = EmojiSelection.Of(installed.Packages, installed.Aliases).Counts;

        Assert.Equal(EmojiCards.All.Select(card => card.Artist), counts.Select(count => count.Artist).Order(StringComparer.Ordinal));
        Assert.All(counts, count => Assert.Equal(installed.Packages.Sets[count.Artist].Names.Count, count.All));
    }

    [Fact]
    public void TheSelection_IsTheSameEveryTime() => Assert.Equal(
        EmojiSelection.Of(installed.Packages, installed.Aliases).Concepts.Select(concept => concept.Name),
        EmojiSelection.Of(installed.Packages, installed.Aliases).Concepts.Select(concept => concept.Name));

    [Fact]
    public void EverySetThatAsksForCredit_HasItsLicenceInTheCredit() =>
        Assert.All(EmojiCards.All.Where(card => card.AsksForCredit), card =>
        {
            Assert.Contains(card.LicenceUrl, card.Credit);
            Assert.Contains(card.Url, card.Credit);
        });
}
