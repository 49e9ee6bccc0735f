using System.Text;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>cel-go's extended string functions (<c>ext.Strings</c>, version 2). Positions count code points.</summary>
internal sealed class StringFunctions : ICelLibrary
{
    public void Declare(CelFunctions functions)
    {
        var (text, number, texts) = (CelType.String, CelType.Int, CelType.List(CelType.String));
        functions.Member("charAt", text, number, text, CharAt, Costs.ReadsFirst);
        functions.Member("indexOf", text, text, number, static (a, b) => Index(a, b, 0, false), Costs.Searches);
        functions.Member("indexOf", [text, text, number], number, static v => Index(v[0], v[1], v[2].Int, false), Costs.Searches);
        functions.Member("lastIndexOf", text, text, number, static (a, b) => Index(a, b, CodePoints.Count(a.String), true), Costs.Searches);
        functions.Member("lastIndexOf", [text, text, number], number, static v => Index(v[0], v[1], v[2].Int, true), Costs.Searches);
        functions.Member("lowerAscii", text, text, static a => CelValue.Of(string.Concat(a.String.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c))), Costs.Copies);
        functions.Member("upperAscii", text, text, static a => CelValue.Of(string.Concat(a.String.Select(c => char.IsAsciiLetterLower(c) ? (char)(c & ~0x20) : c))), Costs.Copies);
        functions.Member("trim", text, text, static a => CelValue.Of(a.String.Trim()), Costs.Copies);
        functions.Member("replace", [text, text, text], text, static v => CelValue.Of(TextReplacement.Replace(v[0].String, v[1].String, v[2].String, -1)), Costs.Copies);
        functions.Member("replace", [text, text, text, number], text, static v => CelValue.Of(TextReplacement.Replace(v[0].String, v[1].String, v[2].String, v[3].Int)), Costs.Copies);
        functions.Member("split", text, text, texts, static (a, b) => Split(a, b, -1), Costs.Searches);
        functions.Member("split", [text, text, number], texts, static v => Split(v[0], v[1], v[2].Int), Costs.Searches);
        functions.Member("substring", text, number, text, static (a, b) => Substring(a, b.Int, CodePoints.Count(a.String)), Costs.Copies);
        functions.Member("substring", [text, number, number], text, static v => Substring(v[0], v[1].Int, v[2].Int), Costs.Copies);
        functions.Member("join", texts, text, static a => Join(a, ""), Costs.Walks);
        functions.Member("join", texts, text, text, static (a, b) => Join(a, b.String), Costs.Walks);
        functions.Global("strings.quote", text, text, static a => CelValue.Of(TextFormat.Quote(a.String)), Costs.Copies);
        functions.Member("format", text, CelType.List(CelType.Dyn), text, TextFormat.Format, Costs.Copies);
    }

    private static CelValue CharAt(CelValue text, CelValue at)
    {
        var count = CodePoints.Count(text.String);
        if (at.Int < 0 || at.Int > count)
        {
            return CelValue.Error($"index out of range: {at.Int}");
        }

        return at.Int == count ? CelValue.Of("") : CelValue.Of(CodePoints.Slice(text.String, (int)at.Int, (int)at.Int + 1));
    }

    private static CelValue Index(CelValue text, CelValue part, long offset, bool last)
    {
        var (where, what) = (text.String, part.String);
        var count = CodePoints.Count(where);
        if (what.Length == 0)
        {
            return CelValue.Of(Math.Min(offset, count));
        }

        if (offset < 0 || offset > count)
        {
            return CelValue.Error($"index out of range: {offset}");
        }

        var start = CodePoints.Offset(where, (int)offset);
        var found = last
            ? where.AsSpan(0, Math.Min(where.Length, start + what.Length)).LastIndexOf(what, StringComparison.Ordinal)
            : where.IndexOf(what, start, StringComparison.Ordinal);
        return CelValue.Of(found < 0 ? -1L : CodePoints.Count(where.AsSpan(0, found)));
    }

    private static CelValue Substring(CelValue text, long start, long end)
    {
        var count = CodePoints.Count(text.String);
        if (start < 0 || start > count)
        {
            return CelValue.Error($"index out of range: {start}");
        }

        return end < 0 || end > count ? CelValue.Error($"index out of range: {end}")
            : start > end ? CelValue.Error($"invalid substring range. start: {start}, end: {end}")
            : CelValue.Of(CodePoints.Slice(text.String, (int)start, (int)end));
    }

    private static CelValue Split(CelValue text, CelValue separator, long limit)
    {
        string[] parts = limit == 0 ? []
            : separator.String.Length > 0 ? text.String.Split(separator.String, limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue))
            : CodePoints.Single(text.String, limit);
        return CelValue.Of(new ArrayList([.. parts.Select(CelValue.Of)]));
    }

    private static CelValue Join(CelValue texts, string separator)
    {
        var result = new StringBuilder();
        for (var i = 0; i < texts.List.Count; i++)
        {
            if (texts.List[i].Kind != CelKind.String)
            {
                return CelValue.NoOverload;
            }

            result.Append(i > 0 ? separator : "").Append(texts.List[i].String);
        }

        return CelValue.Of(result.ToString());
    }
}
