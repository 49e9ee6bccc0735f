using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Discovery.V1;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>Compares endpoints, so that a slice is only written when something in it is another.</summary>
internal static class EndpointEquality
{
    /// <summary>Whether both say the same.</summary>
    public static bool Same(Endpoint a, Endpoint b) =>
        a.NodeName == b.NodeName
        && a.Zone == b.Zone
        && a.Hostname == b.Hostname
        && a.Conditions.Ready == b.Conditions.Ready
        && a.Conditions.Serving == b.Conditions.Serving
        && a.Conditions.Terminating == b.Conditions.Terminating
        && a.Addresses.SequenceEqual(b.Addresses, StringComparer.Ordinal)
        && Same(a.TargetRef, b.TargetRef)
        && Same(a.Hints, b.Hints);

    private static bool Same(ObjectReference? a, ObjectReference? b) =>
        a is null || b is null ? a is null && b is null : a.Uid == b.Uid && a.Name == b.Name && a.Namespace == b.Namespace && a.Kind == b.Kind;

    private static bool Same(EndpointHints? a, EndpointHints? b) =>
        (a is null && b is null) || (Names(a?.ForZones, static zone => zone.Name, b?.ForZones) && Names(a?.ForNodes, static node => node.Name, b?.ForNodes));

    private static bool Names<T>(List<T>? a, Func<T, string> name, List<T>? b) => (a ?? []).Select(name).SequenceEqual((b ?? []).Select(name), StringComparer.Ordinal);
}
