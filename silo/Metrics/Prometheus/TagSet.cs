using System.Runtime.CompilerServices;

namespace Orchestrator.Silo.Metrics.Prometheus;

/// <summary>The labels of a series.</summary>
/// <param name="Tags">Names and values.</param>
internal readonly record struct TagSet(KeyValuePair<string, object?>[] Tags)
{
    /// <summary>Compares label sets, also with those of a measurement, without making one.</summary>
    internal sealed class Comparer : IEqualityComparer<TagSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, TagSet>
    {
        public bool Equals(TagSet x, TagSet y) => Equals(x.Tags.AsSpan(), y);

        public int GetHashCode(TagSet obj) => GetHashCode(obj.Tags.AsSpan());

        public TagSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => new(alternate.ToArray());

        public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, TagSet other)
        {
            if (alternate.Length != other.Tags.Length)
            {
                return false;
            }

            for (var i = 0; i < alternate.Length; i++)
            {
                var (left, right) = (alternate[i], other.Tags[i]);
                if (!string.Equals(left.Key, right.Key, StringComparison.Ordinal) || !Equals(left.Value, right.Value))
                {
                    return false;
                }
            }

            return true;
        }

        // measurements use the same few shared values over and over: their lengths and types tell them apart well enough
        public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
        {
            var hash = alternate.Length;
            foreach (var tag in alternate)
            {
                hash = (hash * 31) + (tag.Value is string { Length: > 0 } text ? (text.Length * 131) + text[0] + (text[^1] * 7) : tag.Value?.GetHashCode() ?? 0);
            }

            return hash;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static new bool Equals(object? left, object? right) => ReferenceEquals(left, right) || (left is not null && left.Equals(right));
    }
}
