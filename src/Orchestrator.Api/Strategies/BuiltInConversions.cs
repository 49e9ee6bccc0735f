using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Strategies;

/// <summary>The built-in kinds that are served in another form than the one in which they are stored.</summary>
internal static class BuiltInConversions
{
    /// <summary>The kind with its conversion, where it has one.</summary>
    public static KindDescriptor Of(KindDescriptor kind) => (kind.Group, kind.Version, kind.Resource) switch
    {
        // both groups show the same events, stored as the core group has them, which most clients write and read
        ("events.k8s.io", "v1", "events") => kind with
        {
            IsStorageVersion = false,
            StoredAs = new GroupResource("", "events"),
            Conversion = Events.EventConversion.Instance,
        },
        ("autoscaling", "v1", "horizontalpodautoscalers") => kind with { Conversion = Autoscaling.Conversion.AutoscalerConversion.Instance },
        _ => kind,
    };
}
