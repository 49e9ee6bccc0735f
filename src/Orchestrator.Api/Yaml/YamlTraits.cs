using System.Text;

namespace Orchestrator.Api.Yaml;

/// <summary>What the styles of YAML scalars depend on, by the rules of libyaml's writer.</summary>
internal readonly record struct YamlTraits(bool HasBreak, bool PlainAllowed, bool SingleQuotedAllowed, bool LiteralAllowed)
{
    private const string IndicatorsAtStart = "#,[]{}&*!|>'\"%@`";

    public static YamlTraits Of(string text)
    {
        if (text.Length == 0)
        {
            return new YamlTraits(false, false, true, false);
        }

        var indicators = text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal);
        var (breaks, spaceBreak, breakSpace, special) = (false, false, false, false);
        var previous = '\0';
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = index + rune.Utf16SequenceLength < text.Length ? text[index + rune.Utf16SequenceLength] : ' ';
            var c = rune.Value;
            indicators |= index == 0
                ? (c < 0x80 && IndicatorsAtStart.Contains((char)c, StringComparison.Ordinal)) || (c is ('?' or ':' or '-') && IsSpace(next))
                : (c == ':' && IsSpace(next)) || (c == '#' && IsSpace(previous));
            special |= !IsPrintable(rune);
            breaks |= c == '\n';
            spaceBreak |= c == '\n' && previous == ' ';
            breakSpace |= c == ' ' && previous == '\n';
            previous = c < 0x10000 ? (char)c : '\uffff';
            index += rune.Utf16SequenceLength;
        }

        var edges = text[0] is (' ' or '\n') || text[^1] is (' ' or '\n');
        var hard = spaceBreak || special;
        return new YamlTraits(breaks, !(indicators || edges || breaks || breakSpace || hard), !(breakSpace || hard), !(text[^1] == ' ' || hard));
    }

    /// <summary>Whether the writer leaves the character as it is.</summary>
    public static bool IsPrintable(Rune rune) =>
        rune.Value is '\n' or (>= 0x20 and <= 0x7E) or (>= 0xA0 and <= 0xD7FF and not (0x2028 or 0x2029)) or (>= 0xE000 and <= 0xFFFD and not 0xFEFF) or >= 0x10000;

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\0';
}
