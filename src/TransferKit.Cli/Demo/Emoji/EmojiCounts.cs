namespace TransferKit.Cli.Demo.Emoji;

/// <summary>What became of one artist's pictures.</summary>
/// <param name="Artist">The artist.</param>
/// <param name="Used">In the data set.</param>
/// <param name="Surplus">Of concepts beyond the most that a category may have.</param>
/// <param name="SkinTones">Repeat another picture in a skin tone.</param>
/// <param name="Flags">Flags.</param>
/// <param name="Unmatched">Match no concept of the reference artist.</param>
internal sealed record EmojiCounts(string Artist, int Used, int Surplus, int SkinTones, int Flags, int Unmatched)
{
    /// <summary>All pictures of the artist.</summary>
    public int All => Used + Surplus + SkinTones + Flags + Unmatched;
}
