namespace TransferKit.Datasets.Splitting;

/// <summary>Splits a data set into train, train-dev, dev and test by units.</summary>
internal sealed class Splitter
{
    private readonly ImageDataset _dataset;
    private readonly SplitOptions _options;
    private readonly int _seed;
    private readonly Strata _strata;
    private readonly SplitName?[] _parts;
    private readonly List<string> _notes = [];

    private Splitter(ImageDataset dataset, int seed, SplitOptions options)
    {
        _dataset = dataset;
        _options = options;
        _seed = seed;
        _strata = new(dataset);
        _parts = [.. dataset.Samples.Select(sample => sample.GivenSplit)];
    }

    /// <summary>Splits as <see cref="ImageDataset.Split"/> says.</summary>
    public static DatasetSplit Split(ImageDataset dataset, int seed, SplitOptions options)
    {
        options.Check(dataset);
        return new Splitter(dataset, seed, options).Split();
    }

    private DatasetSplit Split()
    {
        var trainDevGiven = _parts.Contains(SplitName.TrainDev);
        var free = _dataset.Units.Where(IsFree).ToArray();
        HoldOut(free, MissingParts());
        for (var index = 0; index < _parts.Length; index++)
        {
            _parts[index] ??= SplitName.Train;
        }

        LeaveOutOtherSources(free);
        if (_options.Target is not null && !trainDevGiven && _options.TrainDev > 0)
        {
            MoveToTrainDev(free);
        }

        if (!_parts.Contains(SplitName.Train))
        {
            throw new InvalidDatasetException($"{_dataset.Root}: the given split leaves no image for train.", _dataset.Root);
        }

        return new(_dataset, _seed, _parts, [.. _notes, .. SplitNotes.Describe(_dataset, _parts)]);
    }

    private bool IsFree(SampleUnit unit) => unit.Samples.All(sample => _parts[sample] is null or SplitName.Train);

    private bool IsTarget(int sample) => _options.Target is null || _dataset.Samples[sample].Source == _options.Target;

    /// <summary>The parts that the data do not give, with their shares of what is free.</summary>
    private List<(SplitName Part, double Share)> MissingParts()
    {
        var standard = SplitSizes.DefaultShare(_dataset.Samples.Where((_, index) => IsTarget(index)).Count());
        var missing = new List<(SplitName Part, double Share)>();
        var given = 0.0;
        foreach (var (part, share) in new[] { (SplitName.Test, _options.Test ?? standard), (SplitName.Dev, _options.Dev ?? standard) })
        {
            if (_parts.Contains(part))
            {
                given += share;
            }
            else if (share > 0)
            {
                missing.Add((part, share));
            }
        }

        return [.. missing.Select(part => (part.Part, part.Share / (1 - given)))];
    }

    private void HoldOut(IReadOnlyList<SampleUnit> free, List<(SplitName Part, double Share)> missing)
    {
        if (missing.Count == 0)
        {
            return;
        }

        var held = StratifiedAllocation.Allocate(Candidates(free, IsTarget), missing, _seed, "split");
        foreach (var (part, units) in held)
        {
            if (units.Count == 0)
            {
                throw new InvalidDatasetException(
                    $"{_dataset.Root}: {free.Count} independent images (near-duplicates and groups count once) are too few to hold some out "
                    + $"for {part.ToText()}; add images, or give a split.", _dataset.Root);
            }

            Assign(units.SelectMany(unit => unit.Samples), part);
        }

        if (_dataset.Samples.Any(sample => sample.GivenSplit is not null))
        {
            _notes.Add($"The data give no {string.Join(" and no ", missing.Select(part => part.Part.ToText()))}: taken from train.");
        }
    }

    /// <summary>Held-out units keep their target images only: what looks the same cannot be learnt from either.</summary>
    private void LeaveOutOtherSources(IReadOnlyList<SampleUnit> free)
    {
        var others = free.SelectMany(unit => unit.Samples)
            .Where(sample => _parts[sample] is SplitName.Dev or SplitName.Test && !IsTarget(sample)).ToArray();
        foreach (var sample in others)
        {
            _parts[sample] = null;
        }

        if (others.Length > 0)
        {
            _notes.Add($"{others.Length} images of other sources are left out: they share a group or a look with held-out images of '{_options.Target}'.");
        }
    }

    private void MoveToTrainDev(IReadOnlyList<SampleUnit> free)
    {
        var units = free.Where(unit => unit.Samples.All(sample => _parts[sample] == SplitName.Train)).ToArray();
        var moved = StratifiedAllocation.Allocate(
            Candidates(units, sample => !IsTarget(sample)), [(SplitName.TrainDev, _options.TrainDev)], _seed, "train-dev");
        Assign(moved[SplitName.TrainDev].SelectMany(unit => unit.Samples), SplitName.TrainDev);
    }

    /// <summary>The units that hold counted samples.</summary>
    private IEnumerable<Candidate> Candidates(IEnumerable<SampleUnit> units, Func<int, bool> counts)
    {
        foreach (var unit in units)
        {
            int[] counted = [.. unit.Samples.Where(counts)];
            if (counted.Length > 0)
            {
                yield return new(unit, _strata.Of(counted), counted.Length);
            }
        }
    }

    private void Assign(IEnumerable<int> samples, SplitName part)
    {
        foreach (var sample in samples)
        {
            _parts[sample] = part;
        }
    }
}
