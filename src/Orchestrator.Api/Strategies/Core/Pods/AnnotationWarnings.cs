using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Annotations of pods that became fields.</summary>
internal static class AnnotationWarnings
{
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";
    private const string ContainerSeccomp = "container.seccomp.security.alpha.kubernetes.io/";

    public static void Add(Dictionary<string, string> annotations, FieldPath? template, ref WarningList warnings)
    {
        foreach (var key in annotations.Keys)
        {
            var message = key switch
            {
                "seccomp.security.alpha.kubernetes.io/pod" => "non-functional in v1.27+; use the \"seccompProfile\" field instead",
                "security.alpha.kubernetes.io/sysctls" or "security.alpha.kubernetes.io/unsafe-sysctls" => "non-functional in v1.11+; use the \"sysctls\" field instead",
                "scheduler.alpha.kubernetes.io/critical-pod" => "non-functional in v1.16+; use the \"priorityClassName\" field instead",
                _ when key.StartsWith(ContainerSeccomp, StringComparison.Ordinal) => "non-functional in v1.27+; use the \"seccompProfile\" field instead",
                _ when key.StartsWith(AppArmor, StringComparison.Ordinal) => "deprecated since v1.30; use the \"appArmorProfile\" field instead",
                _ => null,
            };
            if (message is not null)
            {
                var metadata = template?.Child("metadata") ?? FieldPath.Of("metadata");
                warnings.Add($"{metadata.Child("annotations").Key(key)}: {message}");
            }
        }
    }
}
