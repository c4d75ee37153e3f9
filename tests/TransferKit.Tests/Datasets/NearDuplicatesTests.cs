using System.Numerics;
using FsCheck;
using FsCheck.Xunit;
using TransferKit.Datasets.Splitting;
using TransferKit.Foundation;

namespace TransferKit.Tests.Datasets;

public class NearDuplicatesTests
{
    [Property(MaxTest = 60)]
    public void BandSearch_FindsWhatComparingAllPairsFinds(int seed, PositiveInt distance)
    {
        var random = new RandomStream(seed, "hashes");
        var hashes = new List<ulong>();
        for (var index = 0; index < 200; index++)
        {
            // Half of the hashes are others with a few bits changed.
            var hash = hashes.Count > 0 && random.NextInt32(2) == 0 ? hashes[random.NextInt32(hashes.Count)] : random.NextBits();
            for (var bit = random.NextInt32(8); bit > 0; bit--)
            {
                hash ^= 1UL << random.NextInt32(64);
            }

            hashes.Add(hash);
        }

        var (found, expected) = (new UnionFind(200), new UnionFind(200));
        var most = distance.Get % 17;
        NearDuplicates.Join(hashes, most, found);
        for (var left = 0; left < 200; left++)
        {
            for (var right = 0; right < left; right++)
            {
                if (BitOperations.PopCount(hashes[left] ^ hashes[right]) <= most)
                {
                    expected.Join(left, right);
                }
            }
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(expected.Find), Enumerable.Range(0, 200).Select(found.Find));
    }

    [Fact]
    public void BlankPictures_AreNoDuplicates()
    {
        var sets = new UnionFind(4);
        NearDuplicates.Join([0, 0, ulong.MaxValue, 1], 4, sets);
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 4).Select(sets.Find));
    }
}
