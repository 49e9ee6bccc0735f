using Orchestrator.Api.Kinds;

namespace Orchestrator.Silo.OpenApi;

/// <summary>Has the documents of the registry as it is now; made anew at the first question after a change.</summary>
internal sealed class OpenApiSource(KindRegistry kinds)
{
    private volatile Cached? _cached;

    /// <summary>The documents as of now.</summary>
    public OpenApiDocuments Current()
    {
        var all = kinds.All;
        var cached = _cached;
        if (cached is not null && ReferenceEquals(cached.Kinds, all))
        {
            return cached.Documents;
        }

        var made = new OpenApiDocuments(all, cached?.Documents);
        _cached = new Cached(all, made);
        return made;
    }

    private sealed record Cached(object Kinds, OpenApiDocuments Documents);
}
