using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>Kubernetes' <c>find</c> and <c>findAll</c>.</summary>
internal sealed class RegexFunctions : ICelLibrary
{
    public void Declare(CelFunctions functions)
    {
        var (text, texts) = (CelType.String, CelType.List(CelType.String));
        functions.Member("find", text, text, text, Find, Costs.Matches);
        functions.Member("findAll", text, text, texts, static (a, b) => FindAll(a, b, -1), Costs.Matches);
        functions.Member("findAll", [text, text, CelType.Int], texts, static v => FindAll(v[0], v[1], v[2].Int), Costs.Matches);
    }

    private static CelValue Find(CelValue text, CelValue pattern) => Re2.TryGet(pattern.String, out var problem) is { } regex
        ? CelValue.Of(regex.Match(text.String).Value)
        : CelValue.Error($"Illegal regex: {problem}");

    private static CelValue FindAll(CelValue text, CelValue pattern, long limit)
    {
        if (Re2.TryGet(pattern.String, out var problem) is not { } regex)
        {
            return CelValue.Error($"Illegal regex: {problem}");
        }

        var found = new List<CelValue>();
        foreach (var match in regex.EnumerateMatches(text.String))
        {
            if (limit >= 0 && found.Count == limit)
            {
                break;
            }

            found.Add(CelValue.Of(text.String.Substring(match.Index, match.Length)));
        }

        return CelValue.Of(new ArrayList(found));
    }
}
