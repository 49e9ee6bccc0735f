namespace Orchestrator.Grains.Objects.Admission.NodeRestriction;

/// <summary>Which labels of its own node an agent may set: others' could draw pods to it that are not meant for it.</summary>
internal static class NodeLabels
{
    private const string Restricted = "node-restriction.kubernetes.io";

    private static readonly HashSet<string> Agents = new(StringComparer.Ordinal)
    {
        "kubernetes.io/hostname", "kubernetes.io/os", "kubernetes.io/arch", "beta.kubernetes.io/os", "beta.kubernetes.io/arch",
        "topology.kubernetes.io/zone", "topology.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/region",
        "node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type",
    };

    /// <summary>The labels that differ and are not the agent's to change, sorted.</summary>
    public static IReadOnlyCollection<string> Forbidden(Dictionary<string, string>? labels, Dictionary<string, string>? old)
    {
        var forbidden = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var key in (labels ?? []).Keys.Union((old ?? []).Keys))
        {
            if (labels?.GetValueOrDefault(key) != old?.GetValueOrDefault(key) && IsForbidden(key))
            {
                forbidden.Add(key);
            }
        }

        return forbidden;
    }

    private static bool IsForbidden(string label)
    {
        var slash = label.IndexOf('/', StringComparison.Ordinal);
        var domain = slash < 0 ? "" : label[..slash];
        return Is(domain, Restricted) || ((Is(domain, "kubernetes.io") || Is(domain, "k8s.io")) && !IsAgents(label, domain));
    }

    private static bool IsAgents(string label, string domain) => Agents.Contains(label) || Is(domain, "kubelet.kubernetes.io") || Is(domain, "node.kubernetes.io");

    private static bool Is(string domain, string parent) => domain == parent || domain.EndsWith("." + parent, StringComparison.Ordinal);
}
