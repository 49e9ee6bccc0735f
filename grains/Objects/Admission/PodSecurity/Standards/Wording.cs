using Orchestrator.Api.Errors;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards;

/// <summary>Puts findings into a real server's words.</summary>
internal static class Wording
{
    /// <summary>The word for one or for several.</summary>
    public static string Plural(string one, string several, int count) => count == 1 ? one : several;

    /// <summary><c>"a", "b"</c>.</summary>
    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(GoText.Quote));

    /// <summary><c>container "a"</c>, <c>containers "a", "b"</c>.</summary>
    public static string Containers(IReadOnlyCollection<string> names) => $"{Plural("container", "containers", names.Count)} {Quoted(names)}";

    /// <summary>Who sets something: <c>pod and containers "a", "b"</c>.</summary>
    public static string Setters(bool pod, IReadOnlyCollection<string> containers) => (pod, containers.Count) switch
    {
        (true, 0) => "pod",
        (true, _) => $"pod and {Containers(containers)}",
        _ => Containers(containers),
    };

    /// <summary>A sorted set.</summary>
    public static SortedSet<string> Set() => new(StringComparer.Ordinal);
}
