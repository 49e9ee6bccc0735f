using Orchestrator.Api.Errors;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>No seccomp profile switched off, in the annotations that were there before 1.19.</summary>
internal static class SeccompAnnotations
{
    private const string OfPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string OfContainer = "container.seccomp.security.alpha.kubernetes.io/";

    public static Violation? Check(PodView pod)
    {
        var forbidden = Wording.Set();
        foreach (var key in pod.Containers.Select(container => OfContainer + container.Name).Prepend(OfPod))
        {
            if (pod.Annotations.TryGetValue(key, out var value) && !IsAllowed(value))
            {
                forbidden.Add($"{key}={GoText.Quote(value)}");
            }
        }

        return forbidden.Count == 0
            ? null
            : new Violation("seccompProfile", $"forbidden {Wording.Plural("annotation", "annotations", forbidden.Count)} {string.Join(", ", forbidden)}");
    }

    private static bool IsAllowed(string value) =>
        value is "runtime/default" or "docker/default" || value.StartsWith("localhost/", StringComparison.Ordinal);
}
