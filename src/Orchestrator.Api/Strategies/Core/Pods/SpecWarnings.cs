using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies.Core.Volumes;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Fields of a pod's spec that are deprecated or do not do what one may think.</summary>
internal static class SpecWarnings
{
    private const string NullSelector = "a null labelSelector results in matching no pod";

    public static void Add(PodSpec spec, FieldPath? template, ref WarningList warnings)
    {
        foreach (var label in spec.NodeSelector?.Keys ?? (IEnumerable<string>)[])
        {
            if (DeprecatedNodeLabels.Message(label) is { } message)
            {
                warnings.Add($"{WarningList.Spec(template).Child("nodeSelector").Key(label)}: {message}");
            }
        }

        Affinity(spec.Affinity, template, ref warnings);
        for (var i = 0; i < (spec.TopologySpreadConstraints?.Count ?? 0); i++)
        {
            var constraint = spec.TopologySpreadConstraints![i];
            var path = WarningList.Spec(template).Child("topologySpreadConstraints").Index(i);
            if (DeprecatedNodeLabels.Message(constraint.TopologyKey) is { } message)
            {
                warnings.Add($"{path.Child("topologyKey")}: {constraint.TopologyKey} is {message}");
            }

            if (constraint.LabelSelector is null)
            {
                warnings.Add($"{path.Child("labelSelector")}: {NullSelector}");
            }
        }

        if (spec.TerminationGracePeriodSeconds < 0)
        {
            warnings.Add($"{WarningList.Spec(template).Child("terminationGracePeriodSeconds")}: must be >= 0; negative values are invalid and will be treated as 1");
        }

        Volumes(spec.Volumes, template, ref warnings);
        Addresses(spec, template, ref warnings);
        for (var i = 0; i < (spec.ImagePullSecrets?.Count ?? 0); i++)
        {
            if (string.IsNullOrEmpty(spec.ImagePullSecrets![i].Name))
            {
                warnings.Add($"{WarningList.Spec(template).Child("imagePullSecrets").Index(i)}: invalid empty name \"\"");
            }
        }
    }

    private static void Addresses(PodSpec spec, FieldPath? template, ref WarningList warnings)
    {
        for (var i = 0; i < (spec.DnsConfig?.Nameservers?.Count ?? 0); i++)
        {
            warnings.AddIf(AddressWarnings.Address(spec.DnsConfig!.Nameservers![i], WarningList.Spec(template).Child("dnsConfig", "nameservers").Index(i)));
        }

        for (var i = 0; i < (spec.HostAliases?.Count ?? 0); i++)
        {
            warnings.AddIf(AddressWarnings.Address(spec.HostAliases![i].Ip, WarningList.Spec(template).Child("hostAliases").Index(i).Child("ip")));
        }
    }

    private static void Volumes(List<Volume>? volumes, FieldPath? template, ref WarningList warnings)
    {
        for (var i = 0; i < (volumes?.Count ?? 0); i++)
        {
            foreach (var source in VolumeSources.Of(volumes![i]))
            {
                if (VolumeWarnings.Deprecation(source) is { } since)
                {
                    warnings.Add($"{WarningList.Spec(template).Child("volumes").Index(i).Child(source == "storageos" ? "storageOS" : source)}: {since}");
                }
            }
        }
    }

    private static void Affinity(Affinity? affinity, FieldPath? template, ref WarningList warnings)
    {
        if (affinity is null)
        {
            return;
        }

        var path = WarningList.Spec(template).Child("affinity");
        Terms(affinity.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution, path.Child("podAffinity"), ref warnings);
        Terms(affinity.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution, path.Child("podAffinity"), ref warnings);
        Terms(affinity.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution, path.Child("podAntiAffinity"), ref warnings);
        Terms(affinity.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution, path.Child("podAntiAffinity"), ref warnings);
    }

    private static void Terms(List<PodAffinityTerm>? terms, FieldPath path, ref WarningList warnings)
    {
        for (var i = 0; i < (terms?.Count ?? 0); i++)
        {
            if (terms![i].LabelSelector is null)
            {
                warnings.Add($"{path.Child("requiredDuringSchedulingIgnoredDuringExecution").Index(i).Child("labelSelector")}: {NullSelector}");
            }
        }
    }

    private static void Terms(List<WeightedPodAffinityTerm>? terms, FieldPath path, ref WarningList warnings)
    {
        for (var i = 0; i < (terms?.Count ?? 0); i++)
        {
            if (terms![i].PodAffinityTerm.LabelSelector is null)
            {
                warnings.Add($"{path.Child("preferredDuringSchedulingIgnoredDuringExecution").Index(i).Child("podAffinityTerm", "labelSelector")}: {NullSelector}");
            }
        }
    }
}
