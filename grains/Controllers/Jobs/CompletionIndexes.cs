using System.Globalization;
using System.Text;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>
/// A set of completion indexes, as a job's status writes it: <c>1,3-5,7</c>; two in a row are written as two. Kept as intervals, since a job may have
/// a hundred thousand of them. Immutable.
/// </summary>
internal sealed class CompletionIndexes
{
    private readonly List<Interval> _intervals;

    private CompletionIndexes(List<Interval> intervals)
    {
        _intervals = intervals;
        foreach (var (first, last) in intervals)
        {
            Count += last - first + 1;
        }
    }

    /// <summary>No index.</summary>
    public static CompletionIndexes None { get; } = new([]);

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>Reads a status. Indexes from <paramref name="completions"/> on are left out: an elastic job may have become smaller.</summary>
    public static CompletionIndexes Parse(string? text, int completions)
    {
        var intervals = new List<Interval>();
        foreach (var range in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = range.IndexOf('-', StringComparison.Ordinal);
            if (!Number(dash < 0 ? range : range[..dash], out var first) || !Number(dash < 0 ? range : range[(dash + 1)..], out var last) || first >= completions)
            {
                break;
            }

            Append(intervals, first, Math.Min(last, completions - 1));
        }

        return new CompletionIndexes(intervals);
    }

    /// <summary>The set and some more.</summary>
    public CompletionIndexes With(IEnumerable<int> indexes) => With([.. indexes.Select(index => new Interval(index, index))]);

    /// <summary>What is in this set or in the other.</summary>
    public CompletionIndexes With(CompletionIndexes other) => With(other._intervals);

    /// <summary>Whether it holds an index.</summary>
    public bool Contains(int index)
    {
        int low = 0, high = _intervals.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (first, last) = _intervals[middle];
            if (index < first)
            {
                high = middle - 1;
            }
            else if (index > last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many of its indexes the other set holds too.</summary>
    public int CountIn(CompletionIndexes other)
    {
        var count = 0;
        for (int i = 0, j = 0; i < _intervals.Count && j < other._intervals.Count;)
        {
            var (a, b) = (_intervals[i], other._intervals[j]);
            count += Math.Max(0, Math.Min(a.Last, b.Last) - Math.Max(a.First, b.First) + 1);
            if (a.Last < b.Last)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return count;
    }

    /// <summary>The lowest indexes below <paramref name="completions"/> that are not in the set, at most so many.</summary>
    public List<int> FirstMissing(int completions, int count)
    {
        var missing = new List<int>();
        var candidate = 0;
        foreach (var (first, last) in _intervals)
        {
            for (; candidate < Math.Min(first, completions) && missing.Count < count; candidate++)
            {
                missing.Add(candidate);
            }

            candidate = Math.Max(candidate, last + 1);
        }

        for (; candidate < completions && missing.Count < count; candidate++)
        {
            missing.Add(candidate);
        }

        return missing;
    }

    /// <summary>As a status has it: three or more in a row are joined by a hyphen.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (first, last) in _intervals)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{first}");
            if (last > first)
            {
                text.Append(last == first + 1 ? ',' : '-').Append(CultureInfo.InvariantCulture, $"{last}");
            }
        }

        return text.ToString();
    }

    private CompletionIndexes With(List<Interval> added)
    {
        if (added.Count == 0)
        {
            return this;
        }

        List<Interval> all = [.. _intervals, .. added];
        all.Sort(static (a, b) => a.First.CompareTo(b.First));
        var merged = new List<Interval>(all.Count);
        foreach (var (first, last) in all)
        {
            Append(merged, first, last);
        }

        return new CompletionIndexes(merged);
    }

    private static void Append(List<Interval> intervals, int first, int last)
    {
        if (intervals.Count > 0 && first <= intervals[^1].Last + 1)
        {
            intervals[^1] = new Interval(intervals[^1].First, Math.Max(intervals[^1].Last, last));
        }
        else if (first <= last)
        {
            intervals.Add(new Interval(first, last));
        }
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private readonly record struct Interval(int First, int Last);
}
