using TransferKit.Foundation;

namespace TransferKit.Imaging.Colours;

/// <summary>
/// Remembers what profiles do: a folder of photos has a handful of them. The answer depends on the profile's bytes alone, so it is
/// the same whether it was remembered or not, on every thread.
/// </summary>
/// <param name="measure">Finds the answer; null where the profile has to go through libvips each time.</param>
/// <param name="most">How many are kept; with one more, it starts anew.</param>
internal sealed class ProfileCache(Func<ReadOnlySpan<byte>, ProfileTransform?> measure, int most = ProfileCache.UsualMost)
{
    // 12 kB each.
    private const int UsualMost = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<ContentHash, ProfileTransform?> _known = [];

    internal static ProfileCache Shared { get; } = new(ProfileProbe.Measure);

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _known.Count;
            }
        }
    }

    internal ProfileTransform? Find(ReadOnlySpan<byte> profile)
    {
        var key = ContentHash.Of(profile);
        lock (_lock)
        {
            if (_known.TryGetValue(key, out var known))
            {
                return known;
            }
        }

        // Outside the lock: other threads need not wait, and two that measure the same find the same.
        var transform = measure(profile);
        lock (_lock)
        {
            if (_known.Count >= most)
            {
                _known.Clear();
            }

            _known[key] = transform;
        }

        return transform;
    }
}
