namespace Orchestrator.Api.Yaml;

/// <summary>
/// The order of map keys in Go's YAML writer: letters after other characters, and numbers within keys by their value (<c>a2</c> before <c>a10</c>).
/// </summary>
internal sealed class YamlKeyComparer : IComparer<string>
{
    public static YamlKeyComparer Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? "", y ?? "");
        var digits = false;
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (a[i] == b[i])
            {
                digits = char.IsDigit(a[i]);
                continue;
            }

            var (letterA, letterB) = (char.IsLetter(a[i]), char.IsLetter(b[i]));
            if (letterA && letterB)
            {
                return a[i].CompareTo(b[i]);
            }

            if (letterA || letterB)
            {
                return digits == letterA ? -1 : 1;
            }

            var order = CompareNumbers(a, b, i);
            return order != 0 ? order : a[i].CompareTo(b[i]);
        }

        return a.Length.CompareTo(b.Length);
    }

    /// <summary>Compares the numbers that stand at a position by length of their digits, then by value.</summary>
    private static int CompareNumbers(string a, string b, int at)
    {
        var (numberA, endA) = Number(a, at);
        var (numberB, endB) = Number(b, at);
        if (char.IsDigit(a[at]) && char.IsDigit(b[at]))
        {
            return numberA != numberB ? numberA.CompareTo(numberB) : endA.CompareTo(endB);
        }

        return 0;
    }

    private static (System.Numerics.BigInteger Value, int End) Number(string text, int at)
    {
        var start = at;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end > start
            ? (System.Numerics.BigInteger.Parse(text.AsSpan(start, end - start), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture), end)
            : (0, at);
    }
}
