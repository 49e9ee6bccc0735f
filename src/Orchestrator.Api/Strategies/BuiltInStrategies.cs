using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Strategies;

/// <summary>Which strategy belongs to which built-in kind. A new strategy is a new file and a line here.</summary>
public static class BuiltInStrategies
{
    private static readonly Dictionary<(string Group, string Resource), IKindStrategy> ByResource = [];

    /// <summary>Gives the kinds of a registry their strategies.</summary>
    public static void Attach(KindRegistry registry) => registry.Set(
        [.. registry.All.Where(kind => ByResource.ContainsKey((kind.Group, kind.Resource))).Select(kind => kind with { Strategy = ByResource[(kind.Group, kind.Resource)] })]);
}
