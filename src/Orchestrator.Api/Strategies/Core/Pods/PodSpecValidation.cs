using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the spec of a pod or of a pod template, after defaults were set.</summary>
internal static class PodSpecValidation
{
    private static readonly string[] RestartPolicies = ["Always", "OnFailure", "Never"];
    private static readonly string[] DnsPolicies = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
    private static readonly string[] PreemptionPolicies = ["Never", "PreemptLowerPriority"];

    public static void Validate(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        var volumes = VolumeValidation.Validate(spec.Volumes, errors, path.Child("volumes"));
        ContainersValidation.Validate(spec, volumes, errors, path);
        OneOf(spec.RestartPolicy, RestartPolicies, errors, path.Child("restartPolicy"));
        OneOf(spec.DnsPolicy, DnsPolicies, errors, path.Child("dnsPolicy"));
        MetadataRules.Labels(spec.NodeSelector, errors, path.Child("nodeSelector"));
        PodSecurityRules.Pod(spec, errors, path);
        AffinityRules.Validate(spec.Affinity, errors, path.Child("affinity"));
        DnsRules.Validate(spec, errors, path);
        TolerationRules.Validate(spec.Tolerations, errors, path.Child("tolerations"));
        TopologySpreadRules.Validate(spec.TopologySpreadConstraints, errors, path.Child("topologySpreadConstraints"));
        Names(spec, errors, path);
        Gates(spec, errors, path);
        if (spec.ActiveDeadlineSeconds is < 1 or > int.MaxValue)
        {
            errors.Invalid(path.Child("activeDeadlineSeconds"), spec.ActiveDeadlineSeconds, $"must be between 1 and {int.MaxValue}, inclusive");
        }

        if (spec.PreemptionPolicy is { Length: > 0 })
        {
            OneOf(spec.PreemptionPolicy, PreemptionPolicies, errors, path.Child("preemptionPolicy"));
        }

        if (spec.TerminationGracePeriodSeconds is null)
        {
            errors.Required(path.Child("terminationGracePeriodSeconds"));
        }

        if (spec.Overhead is { } overhead)
        {
            ResourceRules.Overhead(overhead, errors, path.Child("overhead"));
        }

        PodResources.Validate(spec, errors, path.Child("resources"));
        PodClaimRules.Validate(spec.ResourceClaims, errors, path);
        WindowsRules.HostProcesses(spec, errors, path);
        OperatingSystemRules.Validate(spec, errors, path);
    }

    /// <summary>An enumerated field that must have a value.</summary>
    public static void OneOf(string? value, string[] supported, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrEmpty(value))
        {
            errors.Required(path);
        }
        else if (!supported.Contains(value, StringComparer.Ordinal))
        {
            errors.NotSupported(path, value, supported);
        }
    }

    private static void Names(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        Name(spec.ServiceAccountName, "serviceAccountName", NameRules.Dns1123Subdomain, errors, path);
        Name(spec.NodeName, "nodeName", NameRules.Dns1123Subdomain, errors, path);
        Name(spec.Hostname, "hostname", NameRules.Dns1123Label, errors, path);
        Name(spec.Subdomain, "subdomain", NameRules.Dns1123Label, errors, path);
        Name(spec.PriorityClassName, "priorityClassName", NameRules.Dns1123Subdomain, errors, path);
        Name(spec.HostnameOverride, "hostnameOverride", NameRules.Dns1123Subdomain, errors, path);
        Name(spec.RuntimeClassName, "runtimeClassName", NameRules.Dns1123Subdomain, errors, path);
    }

    private static void Name(string? value, string field, Func<string, IReadOnlyList<string>> rule, FieldErrors errors, FieldPath path)
    {
        if (!string.IsNullOrEmpty(value))
        {
            errors.Invalid(path.Child(field), value, rule(value));
        }
    }

    private static void Gates(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (spec.ReadinessGates?.Count ?? 0); i++)
        {
            var type = spec.ReadinessGates![i].ConditionType;
            errors.Invalid(path.Child("readinessGates").Index(i).Child("conditionType"), type, NameRules.QualifiedName(type));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (spec.SchedulingGates?.Count ?? 0); i++)
        {
            var name = spec.SchedulingGates![i].Name;
            var at = path.Child("schedulingGates").Index(i);
            errors.Invalid(at, name, NameRules.QualifiedName(name));
            if (!names.Add(name))
            {
                errors.Duplicate(at, name);
            }
        }
    }
}
