using FsCheck.Xunit;
using Orchestrator.Grains.Controllers.Jobs;

namespace Orchestrator.Grains.Tests.Controllers.Jobs;

public class CompletionIndexesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0", "0")]
    [InlineData("0,1", "0,1")]
    [InlineData("0-2", "0-2")]
    [InlineData("1,3-5,7", "1,3-5,7")]
    [InlineData("3-9,12", "3-9")]
    [InlineData("3-20", "3-9")]
    [InlineData("nonsense", "")]
    public void Reads_a_status_and_leaves_out_what_is_beyond_the_completions(string text, string kept) =>
        CompletionIndexes.Parse(text, 10).ToString().ShouldBe(kept);

    [Property]
    public bool Is_a_set(byte[] first, byte[] second)
    {
        int[] all = [.. first.Concat(second).Select(b => (int)b)];
        var set = CompletionIndexes.None.With(first.Select(b => (int)b)).With(second.Select(b => (int)b));
        var expected = all.Distinct().Order().ToList();
        return set.Count == expected.Count
            && Enumerable.Range(0, 256).All(i => set.Contains(i) == expected.Contains(i))
            && CompletionIndexes.Parse(set.ToString(), 256).ToString() == set.ToString()
            && set.FirstMissing(256, 10).SequenceEqual(Enumerable.Range(0, 256).Except(expected).Take(10));
    }

    [Property]
    public bool Counts_what_two_have_in_common(byte[] first, byte[] second)
    {
        var (a, b) = (first.Select(i => (int)i).ToHashSet(), second.Select(i => (int)i).ToHashSet());
        return CompletionIndexes.None.With(a).CountIn(CompletionIndexes.None.With(b)) == a.Intersect(b).Count();
    }
}
