using Orchestrator.Api.Errors;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>The runtime's AppArmor profile, or one of the node's own, but none switched off.</summary>
internal static class AppArmorProfile
{
    private const string Annotation = "container.apparmor.security.beta.kubernetes.io/";

    public static Violation? Check(PodView pod)
    {
        var values = Wording.Set();
        var setters = new List<string>();
        if (IsBad(pod.Spec.SecurityContext?.AppArmorProfile?.Type, values))
        {
            setters.Add("pod");
        }

        var containers = pod.Containers.Where(c => IsBad(c.Security?.AppArmorProfile?.Type, values)).Select(c => c.Name).ToList();
        if (containers.Count > 0)
        {
            setters.Add(Wording.Containers(containers));
        }

        var annotations = pod.Annotations.Where(a => a.Key.StartsWith(Annotation, StringComparison.Ordinal) && !IsAllowed(a.Value))
            .Select(a => $"{a.Key}={GoText.Quote(a.Value)}").Order(StringComparer.Ordinal).ToList();
        if (annotations.Count > 0)
        {
            setters.Add(Wording.Plural("annotation", "annotations", annotations.Count));
        }

        var all = values.Concat(annotations).ToList();
        return setters.Count == 0
            ? null
            : new Violation(
                Wording.Plural("forbidden AppArmor profile", "forbidden AppArmor profiles", all.Count),
                $"{string.Join(" and ", setters)} must not set AppArmor profile type to {Wording.Quoted(all)}");
    }

    private static bool IsBad(string? type, SortedSet<string> values)
    {
        if (type is null or "RuntimeDefault" or "Localhost")
        {
            return false;
        }

        values.Add(type);
        return true;
    }

    private static bool IsAllowed(string profile) =>
        profile is "" or "runtime/default" || profile.StartsWith("localhost/", StringComparison.Ordinal);
}
