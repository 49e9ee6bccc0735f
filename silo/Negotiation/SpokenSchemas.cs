using Orchestrator.Api.Kinds;
using Orchestrator.Api.Schema;

namespace Orchestrator.Silo.Negotiation;

/// <summary>The tables of fields of all that is spoken: registered kinds, and those that only a subresource speaks (Scale, Eviction, TokenRequest).</summary>
internal static class SpokenSchemas
{
    /// <summary>The table of a kind's fields, or null.</summary>
    public static TypeSchema? Find(KindRegistry kinds, string apiVersion, string kind) =>
        kinds.TryGetKind(apiVersion, kind)?.Schema ?? TypeSchemas.Find($"{(apiVersion.Contains('/', StringComparison.Ordinal) ? "" : "core/")}{apiVersion}.{kind}");
}
