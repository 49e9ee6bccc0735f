using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Admission.PodReferences;
using Account = Orchestrator.Api.Models.Core.V1.ServiceAccount;

namespace Orchestrator.Grains.Objects.Admission.ServiceAccount;

/// <summary>A pod runs as a service account of its namespace, which must exist: it gets the account's pull secrets and a volume with a token.</summary>
internal sealed class ServiceAccountPlugin(ServiceAccountReader accounts, ServiceAccountOptions options) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    private const string Default = ServiceAccountReader.Default;
    private const string EnforceMountableSecrets = "kubernetes.io/enforce-mountable-secrets";

    /// <inheritdoc/>
    public string Name => "ServiceAccount";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) =>
        target.Is(Resources.Pods, AdmissionOperation.Create) || target.Is(Resources.Pods, "ephemeralcontainers", AdmissionOperation.Update);

    /// <inheritdoc/>
    public async ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        var pod = (Pod)attributes.Object!;
        if (attributes.Operation != AdmissionOperation.Create || PodSecrets.IsMirror(pod))
        {
            // A node's agent that found its static pod's mirror changed would delete it.
            return;
        }

        if (string.IsNullOrEmpty(pod.Spec.ServiceAccountName))
        {
            pod.Spec.ServiceAccountName = Default;
        }

        // The older name of the field says the same.
        pod.Spec.ServiceAccount = pod.Spec.ServiceAccountName;
        var account = await accounts.GetAsync(attributes, pod.Spec.ServiceAccountName);
        if (options.MountTokens && (pod.Spec.AutomountServiceAccountToken ?? account.AutomountServiceAccountToken ?? true))
        {
            TokenVolume.Mount(pod.Spec);
        }

        if (pod.Spec.ImagePullSecrets is null or { Count: 0 } && account.ImagePullSecrets is { Count: > 0 } secrets)
        {
            pod.Spec.ImagePullSecrets = [.. secrets.Select(secret => new LocalObjectReference { Name = secret.Name })];
        }
    }

    /// <inheritdoc/>
    public async ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        var pod = (Pod)attributes.Object!;
        if (attributes.Operation == AdmissionOperation.Create && PodSecrets.IsMirror(pod))
        {
            CheckMirror(attributes, pod);
            return;
        }

        if (string.IsNullOrEmpty(pod.Spec.ServiceAccountName))
        {
            throw attributes.Forbidden($"no service account specified for pod {attributes.Key.Namespace}/{attributes.Key.Name}");
        }

        var account = await accounts.GetAsync(attributes, pod.Spec.ServiceAccountName);
        if (!IsStrict(account))
        {
            return;
        }

        var problem = attributes.Operation == AdmissionOperation.Create ? MountableSecrets.Problem(account, pod.Spec) : MountableSecrets.EphemeralProblem(account, pod.Spec);
        if (problem is not null)
        {
            throw attributes.Forbidden(problem);
        }
    }

    private static bool IsStrict(Account account) =>
        account.Metadata.Annotations?.GetValueOrDefault(EnforceMountableSecrets) is "true" or "True" or "TRUE" or "t" or "T" or "1";

    private static void CheckMirror(AdmissionAttributes attributes, Pod pod)
    {
        if (!string.IsNullOrEmpty(pod.Spec.ServiceAccountName))
        {
            throw attributes.Forbidden("a mirror pod may not reference service accounts");
        }

        if (PodSecrets.Names(pod.Spec).Any())
        {
            throw attributes.Forbidden("a mirror pod may not reference secrets");
        }

        if ((pod.Spec.Volumes ?? []).Exists(volume => volume.Projected?.Sources.Exists(source => source.ServiceAccountToken is not null) == true))
        {
            throw attributes.Forbidden("a mirror pod may not use ServiceAccountToken volume projections");
        }
    }
}
