using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Certificates;

/// <summary>What only signing requests do: they say who asks, whatever the client claims, and when their conditions came about.</summary>
internal sealed class SigningRequestBehavior : KindBehavior
{
    public static SigningRequestBehavior Instance { get; } = new();

    public override void Prepare(WriteContext context, IKubeObject value, IKubeObject? old)
    {
        var request = (CertificateSigningRequest)value;
        if (old is CertificateSigningRequest before)
        {
            if (context.Request.Subresource.Length > 0)
            {
                SetTimes(context.Now, request.Status.Conditions ?? [], before.Status.Conditions ?? []);
            }

            return;
        }

        var caller = context.Request.Caller;
        request.Spec.Username = caller.UserName;
        request.Spec.Uid = caller.Uid.Length == 0 ? null : caller.Uid;
        request.Spec.Groups = caller.Groups is [] ? null : [.. caller.Groups];
        request.Spec.Extra = caller.Extra.Count == 0 ? null : caller.Extra.ToDictionary(entry => entry.Key, entry => entry.Value.ToList(), StringComparer.Ordinal);
    }

    private static void SetTimes(DateTime now, List<CertificateSigningRequestCondition> conditions, List<CertificateSigningRequestCondition> old)
    {
        foreach (var condition in conditions)
        {
            condition.LastUpdateTime ??= now;
            condition.LastTransitionTime ??=
                old.Find(before => before.Type == condition.Type && before.Status == condition.Status)?.LastTransitionTime ?? now;
        }
    }
}
