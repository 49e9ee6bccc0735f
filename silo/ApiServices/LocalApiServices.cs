using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.ApiRegistration.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Silo.Discovery;
using Orchestrator.Silo.SystemObjects;
using Orchestrator.Silo.Why;

namespace Orchestrator.Silo.ApiServices;

/// <summary>
/// The API services that stand for what this server serves itself: one for each version of a group, such as <c>v1.apps</c>.
/// Those of its own groups are there from the start.
/// </summary>
internal sealed class LocalApiServices(KindRegistry kinds) : ISystemObjectSource
{
    private const string OwnGroup = "apiregistration.k8s.io"; // the group of API services has none itself, as on a real server
    private const string Managed = "kube-aggregator.kubernetes.io/automanaged";

    /// <inheritdoc/>
    public IEnumerable<SystemObject> Objects => Served().Where(served => ApiServicePriorities.IsBuiltIn(served.Group)).Select(Of);

    /// <summary>The versions of groups that are served now.</summary>
    public HashSet<(string Group, string Version)> Served() =>
        [.. kinds.All.Where(kind => kind.Group != OwnGroup && ServedKinds.IsServed(kind)).Select(kind => (kind.Group, kind.Version)), (WhyApi.Group, WhyApi.Version)];

    /// <summary>The API service of a version of a group.</summary>
    public static SystemObject Of((string Group, string Version) served) => new(Key(served), () => Make(served.Group, served.Version));

    /// <summary>Its key.</summary>
    public static ObjectKey Key((string Group, string Version) served) => new(OwnGroup, "apiservices", "", $"{served.Version}.{served.Group}");

    /// <summary>Whether an API service follows what is served.</summary>
    public static bool IsManaged(APIService service) => service.Metadata.Labels?.GetValueOrDefault(Managed) == "true";

    private static APIService Make(string group, string version)
    {
        var (groupPriority, versionPriority) = ApiServicePriorities.Of(group, version);
        return new APIService
        {
            Metadata = new ObjectMeta
            {
                Name = $"{version}.{group}",
                Labels = new() { [Managed] = ApiServicePriorities.IsBuiltIn(group) ? "onstart" : "true" },
            },
            Spec = new APIServiceSpec
            {
                Group = group.Length == 0 ? null : group,
                Version = version,
                GroupPriorityMinimum = groupPriority,
                VersionPriority = versionPriority,
            },
        };
    }
}
