namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Restricted;

/// <summary>All capabilities are dropped, and at most one is added again.</summary>
internal static class DroppedCapabilities
{
    public static Violation? Check(PodView pod)
    {
        var undropped = new List<string>();
        var adding = new List<string>();
        var added = Wording.Set();
        foreach (var container in pod.Containers)
        {
            var capabilities = container.Security?.Capabilities;
            if (capabilities?.Drop?.Contains("ALL") != true)
            {
                undropped.Add(container.Name);
            }

            var forbidden = capabilities?.Add?.FindAll(capability => capability != "NET_BIND_SERVICE") ?? [];
            if (forbidden.Count > 0)
            {
                adding.Add(container.Name);
                added.UnionWith(forbidden);
            }
        }

        var details = new List<string>();
        if (undropped.Count > 0)
        {
            details.Add($"{Wording.Containers(undropped)} must set securityContext.capabilities.drop=[\"ALL\"]");
        }

        if (adding.Count > 0)
        {
            details.Add($"{Wording.Containers(adding)} must not include {Wording.Quoted(added)} in securityContext.capabilities.add");
        }

        return details.Count == 0 ? null : new Violation("unrestricted capabilities", string.Join("; ", details));
    }
}
