using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Standard;

/// <summary>Texts and bytes.</summary>
internal sealed class TextFunctions : ICelLibrary
{
    public void Declare(CelFunctions functions)
    {
        var (text, bytes) = (CelType.String, CelType.Bytes);
        functions.Global(Operators.Add, text, text, text, static (a, b) => CelValue.Of(a.String + b.String), Costs.ReadsBoth);
        functions.Global(Operators.Add, bytes, bytes, bytes, static (a, b) => CelValue.Of([.. a.Bytes, .. b.Bytes]), Costs.ReadsBoth);
        functions.Global("size", text, CelType.Int, Length);
        functions.Global("size", bytes, CelType.Int, static a => CelValue.Of((long)a.Bytes.Length));
        functions.Member("size", text, CelType.Int, Length);
        functions.Member("size", bytes, CelType.Int, static a => CelValue.Of((long)a.Bytes.Length));
        functions.Member("contains", text, text, CelType.Bool, static (a, b) => CelValue.Of(a.String.Contains(b.String, StringComparison.Ordinal)), Costs.Searches);
        functions.Member("startsWith", text, text, CelType.Bool, static (a, b) => CelValue.Of(a.String.StartsWith(b.String, StringComparison.Ordinal)), Costs.ReadsSecond);
        functions.Member("endsWith", text, text, CelType.Bool, static (a, b) => CelValue.Of(a.String.EndsWith(b.String, StringComparison.Ordinal)), Costs.ReadsSecond);
        functions.Member("matches", text, text, CelType.Bool, Matches, Costs.Matches);
        functions.Global("matches", text, text, CelType.Bool, Matches, Costs.Matches);
    }

    private static CelValue Length(CelValue text)
    {
        var count = 0L;
        foreach (var c in text.String)
        {
            count += char.IsLowSurrogate(c) ? 0 : 1;
        }

        return CelValue.Of(count);
    }

    private static CelValue Matches(CelValue text, CelValue pattern) =>
        Re2.TryGet(pattern.String, out var problem) is { } regex ? CelValue.Of(regex.IsMatch(text.String)) : CelValue.Error(problem);
}
