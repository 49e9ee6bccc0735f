using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Suites.Api;

/// <summary>What the parts of the suite have in common.</summary>
internal static class ApiRequests
{
    public const int InFlight = 64;
    public const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    public const string Pods = "/api/v1/namespaces/default/pods";

    public static LoadRequest Create(string collection, byte[] body) => new("POST", collection, "application/json", body);

    public static LoadRequest Patch(string path, int number) => new("PATCH", path, "application/merge-patch+json", Objects.Patch(number));

    /// <summary>One of <paramref name="total"/> config maps, in no order that a cache would like.</summary>
    public static LoadRequest GetConfigMap(int i, int total) => new("GET", $"{ConfigMaps}/c{(int)((uint)i * 2654435761u % (uint)total)}");
}
