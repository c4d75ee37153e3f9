using TransferKit.Cli.Demo.Emoji;

namespace TransferKit.Cli.Tests.Demo.Emoji;

public sealed class EmojiNamesTests
{
    [Theory]
    [InlineData("alarm-clock", "alarmclock")]
    [InlineData("Alarm-Clock", "ALARMCLOCK")]
    [InlineData("t-rex", "trex")]
    public void HyphensAndCase_DoNotMatter(string one, string other) =>
        Assert.Equal(EmojiNames.Normalise(one), EmojiNames.Normalise(other));

    [Theory]
    [InlineData("artist-medium-dark-skin-tone", true)]
    [InlineData("light-skin-tone", true)]
    [InlineData("artist-dark", true)]
    [InlineData("artist-medium-light", true)]
    [InlineData("artist", false)]
    [InlineData("police-car-light", false)]
    public void SkinTones_AreToldByName(string name, bool expected) =>
        Assert.Equal(expected, EmojiNames.IsSkinTone(name, new HashSet<string>
        {
            "artist", "artist-light", "artist-medium-light", "artist-medium", "artist-medium-dark", "artist-dark", "police-car", "police-car-light",
        }));
}
