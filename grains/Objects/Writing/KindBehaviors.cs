using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Certificates;
using Orchestrator.Grains.Objects.Devices;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>The behaviours of kinds that have one but no grain of their own.</summary>
internal static class KindBehaviors
{
    /// <summary>The behaviour of the object of this key.</summary>
    public static KindBehavior Of(ObjectKey key) => (key.Group, key.Resource) switch
    {
        ("certificates.k8s.io", "certificatesigningrequests") => SigningRequestBehavior.Instance,
        ("resource.k8s.io", "resourceclaims") => ResourceClaimBehavior.Instance,
        ("resource.k8s.io", "resourceclaimtemplates") => ClaimTemplateBehavior.Instance,
        _ => KindBehavior.None,
    };
}
