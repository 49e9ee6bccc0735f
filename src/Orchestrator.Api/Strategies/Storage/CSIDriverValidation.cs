using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Storage;

/// <summary>Checks what is said of a CSI driver.</summary>
internal static class CSIDriverValidation
{
    private const int ShortestToken = 600;
    private const long LongestToken = 1L << 32;
    private const int ShortestUpdatePeriod = 10;
    private static readonly FieldPath Path = FieldPath.Of("spec");

    // A real server says "attachedRequired" where the field is "attachRequired".
    private static readonly FieldPath AttachRequired = Path.Child("attachedRequired");
    private static readonly string[] GroupPolicies = ["File", "None", "ReadWriteOnceWithFSType"];
    private static readonly string[] Modes = ["Persistent", "Ephemeral"];

    public static void Spec(CSIDriverSpec spec, FieldErrors errors)
    {
        Needed(spec.AttachRequired, errors, AttachRequired);
        Needed(spec.PodInfoOnMount, errors, Path.Child("podInfoOnMount"));
        Needed(spec.StorageCapacity, errors, Path.Child("storageCapacity"));
        GroupPolicy(spec.FsGroupPolicy, errors, Path.Child("fsGroupPolicy"));
        Tokens(spec.TokenRequests ?? [], errors, Path.Child("tokenRequests"));
        foreach (var mode in spec.VolumeLifecycleModes ?? [])
        {
            FieldRules.OneOf(mode, Modes, errors, Path.Child("volumeLifecycleModes"));
        }

        Needed(spec.SeLinuxMount, errors, Path.Child("seLinuxMount"));
        if (spec.NodeAllocatableUpdatePeriodSeconds < ShortestUpdatePeriod)
        {
            errors.Invalid(
                Path.Child("nodeAllocatableUpdatePeriodSeconds"),
                spec.NodeAllocatableUpdatePeriodSeconds,
                $"must be greater than or equal to {ShortestUpdatePeriod} seconds");
        }
    }

    public static void Frozen(CSIDriverSpec spec, CSIDriverSpec old, FieldErrors errors)
    {
        if (spec.AttachRequired != old.AttachRequired)
        {
            errors.Invalid(AttachRequired, spec.AttachRequired, FieldRules.ImmutableMessage);
        }

        if (!(spec.VolumeLifecycleModes ?? []).SequenceEqual(old.VolumeLifecycleModes ?? []))
        {
            errors.Invalid(Path.Child("volumeLifecycleModes"), spec.VolumeLifecycleModes, FieldRules.ImmutableMessage);
        }
    }

    private static void Needed(bool? value, FieldErrors errors, FieldPath path)
    {
        if (value is null)
        {
            errors.Required(path);
        }
    }

    private static void GroupPolicy(string? policy, FieldErrors errors, FieldPath path)
    {
        if (policy is null)
        {
            errors.Required(path);
        }
        else
        {
            FieldRules.OneOf(policy, GroupPolicies, errors, path);
        }
    }

    private static void Tokens(List<TokenRequest> requests, FieldErrors errors, FieldPath path)
    {
        var audiences = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < requests.Count; i++)
        {
            if (!audiences.Add(requests[i].Audience))
            {
                errors.Duplicate(path.Index(i).Child("audience"), requests[i].Audience);
            }
            else if (requests[i].ExpirationSeconds < ShortestToken)
            {
                errors.Invalid(path.Index(i).Child("expirationSeconds"), requests[i].ExpirationSeconds, "may not specify a duration less than 10 minutes");
            }
            else if (requests[i].ExpirationSeconds > LongestToken)
            {
                errors.Invalid(path.Index(i).Child("expirationSeconds"), requests[i].ExpirationSeconds, "may not specify a duration larger than 2^32 seconds");
            }
        }
    }
}
