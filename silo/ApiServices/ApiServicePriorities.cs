namespace Orchestrator.Silo.ApiServices;

/// <summary>In which order clients are shown groups and versions, with a real server's numbers; groups of custom resources come last.</summary>
internal static class ApiServicePriorities
{
    private const int CustomGroup = 1000;
    private const int CustomVersion = 100;
    private const int GaVersion = 15;
    private const int NewGroupVersion = 9;

    private static readonly Dictionary<string, int> Groups = new(StringComparer.Ordinal)
    {
        [""] = 18000,
        ["apps"] = 17800,
        ["events.k8s.io"] = 17750,
        ["authentication.k8s.io"] = 17700,
        ["authorization.k8s.io"] = 17600,
        ["autoscaling"] = 17500,
        ["batch"] = 17400,
        ["certificates.k8s.io"] = 17300,
        ["networking.k8s.io"] = 17200,
        ["policy"] = 17100,
        ["rbac.authorization.k8s.io"] = 17000,
        ["storage.k8s.io"] = 16800,
        ["apiextensions.k8s.io"] = 16700,
        ["admissionregistration.k8s.io"] = 16700,
        ["scheduling.k8s.io"] = 16600,
        ["coordination.k8s.io"] = 16500,
        ["node.k8s.io"] = 16300,
        ["discovery.k8s.io"] = 16200,
        ["flowcontrol.apiserver.k8s.io"] = 16100,
        ["resource.k8s.io"] = 15900,
        ["storagemigration.k8s.io"] = 15800,
        [Why.WhyApi.Group] = 15700, // behind a real server's own
    };

    /// <summary>Whether a group is one of this server's own.</summary>
    public static bool IsBuiltIn(string group) => Groups.ContainsKey(group);

    /// <summary>The numbers of a version of a group.</summary>
    public static (int Group, int Version) Of(string group, string version) => !Groups.TryGetValue(group, out var priority)
        ? (CustomGroup, CustomVersion)
        : (priority, (group, version) switch
        {
            ("", _) => 1,
            ("autoscaling", "v2") => 30,
            ("flowcontrol.apiserver.k8s.io", _) => 21,
            ("storagemigration.k8s.io", _) => NewGroupVersion,
            _ => GaVersion,
        });
}
