using System.Diagnostics;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Diagnostics;

/// <summary>The spans of a write inside an object's grain. A request that is not traced costs a null check.</summary>
internal static class WriteTracing
{
    /// <summary>From the grain's inbox to the answer.</summary>
    public static Activity? Begin(ObjectKey key, WriteRequest request)
    {
        if (request.TraceParent is null || !ActivityContext.TryParse(request.TraceParent, null, out var parent))
        {
            return null;
        }

        var span = GrainDiagnostics.Source.StartActivity("object write", ActivityKind.Internal, parent);
        span?.SetTag("k8s.object", key.ToString());
        return span;
    }

    /// <summary>The commit of the round that a traced write is in.</summary>
    public static Activity? Commit(Activity? write, int mutations)
    {
        var span = write is null ? null : GrainDiagnostics.Source.StartActivity("ledger commit", ActivityKind.Client, write.Context);
        span?.SetTag("db.operation.batch.size", mutations);
        return span;
    }
}
