using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Admission.PodSecurity.Standards;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity;

/// <summary>
/// Holds pods to the level of the Pod Security Standards that their namespace's labels name: refuses (enforce), logs (audit) and warns. Workloads are never refused,
/// but warned of and logged, since it is their pods that would be refused.
/// </summary>
internal sealed partial class PodSecurityPlugin(NamespaceReader namespaces, IReplica replica, TimeProvider time, ILogger<PodSecurityPlugin> logger)
    : IValidatingAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "PodSecurity";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target)
    {
        if (target.Operation == AdmissionOperation.Delete)
        {
            return false;
        }

        // Subresources that can change what runs; the others (status, binding, eviction) cannot.
        return target.Resource == Resources.Pods
            ? target.Subresource is "" or "ephemeralcontainers" or "resize"
            : target.Subresource.Length == 0 && (target.Resource == Resources.Namespaces || PodTemplates.Has(target.Resource));
    }

    /// <inheritdoc/>
    public async ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        if (attributes.Object is Namespace value)
        {
            CheckNamespace(attributes, value);
            return;
        }

        var entry = await namespaces.FindAsync(attributes.Key.Namespace);
        var policy = NamespacePolicy.Of(entry?.Labels, new FieldErrors());
        if (attributes.Object is Pod pod)
        {
            if (policy.AsksAnything && (attributes.OldObject is not Pod old || SignificantUpdate.Is(pod, old)))
            {
                Evaluate(attributes, policy, new PodView(pod.Metadata, pod.Spec), enforce: true);
            }
        }
        else if (policy.AsksOfWorkloads && PodTemplates.Of(attributes.Object!) is { } template)
        {
            Evaluate(attributes, policy, new PodView(template.Metadata, template.Spec), enforce: false);
        }
    }

    private void Evaluate(AdmissionAttributes attributes, NamespacePolicy policy, PodView pod, bool enforce)
    {
        if (enforce && PolicyEvaluator.Violations(policy.Enforce, pod) is { } refused)
        {
            throw attributes.Forbidden($"violates PodSecurity \"{policy.Enforce}\": {refused.Detail}");
        }

        if (PolicyEvaluator.Violations(policy.Audit, pod) is { } audited)
        {
            Log.Audit(logger, attributes.Key, attributes.Caller.UserName, policy.Audit, audited.Detail);
        }

        if (PolicyEvaluator.Violations(policy.Warn, pod) is { } warned)
        {
            attributes.Warn($"would violate PodSecurity \"{policy.Warn}\": {warned.Detail}");
        }
    }

    private void CheckNamespace(AdmissionAttributes attributes, Namespace value)
    {
        var errors = new FieldErrors();
        var policy = NamespacePolicy.Of(value.Metadata.Labels, errors);
        if (attributes.OldObject is not Namespace old)
        {
            ThrowIfAny(attributes, errors);
            return;
        }

        // Labels that were wrong before do not stand in the way of other changes.
        var oldErrors = new FieldErrors();
        var oldPolicy = NamespacePolicy.Of(old.Metadata.Labels, oldErrors);
        if (errors.ToString() != oldErrors.ToString())
        {
            ThrowIfAny(attributes, errors);
        }

        var relaxed = policy.Enforce.Minor == oldPolicy.Enforce.Minor && policy.Enforce.Level <= oldPolicy.Enforce.Level;
        if (!relaxed && policy.Enforce.Level != PodSecurityLevel.Privileged)
        {
            NamespaceReview.Warn(attributes, replica, time, policy.Enforce);
        }
    }

    private static void ThrowIfAny(AdmissionAttributes attributes, FieldErrors errors)
    {
        if (errors.Count > 0)
        {
            throw new ApiException(StatusFactory.Invalid(attributes.Kind.GroupKind, attributes.Key.Name, errors));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "PodSecurity: {Object}, written by {User}, would violate \"{Policy}\": {Violations}")]
        public static partial void Audit(ILogger logger, Orchestrator.Api.Objects.ObjectKey @object, string user, LevelVersion policy, string violations);
    }
}
