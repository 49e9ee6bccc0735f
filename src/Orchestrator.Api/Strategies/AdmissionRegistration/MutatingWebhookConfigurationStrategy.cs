using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.AdmissionRegistration.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>Webhooks that may change what is written.</summary>
public sealed class MutatingWebhookConfigurationStrategy : KindStrategy<MutatingWebhookConfiguration>
{
    private static readonly string[] ReinvocationPolicies = ["IfNeeded", "Never"];

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override bool AllowsPlainFinalizers => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<MutatingWebhookConfiguration>(),
        Tables.Columns.Number<MutatingWebhookConfiguration>("Webhooks", c => c.Webhooks?.Count ?? 0, "How many webhooks there are"),
        Tables.Columns.Age<MutatingWebhookConfiguration>(),
    ];

    /// <inheritdoc/>
    protected override void Default(MutatingWebhookConfiguration obj)
    {
        foreach (var hook in obj.Webhooks ?? [])
        {
            hook.FailurePolicy ??= "Fail";
            hook.MatchPolicy ??= "Equivalent";
            hook.NamespaceSelector ??= new();
            hook.ObjectSelector ??= new();
            hook.TimeoutSeconds ??= 10;
            hook.ReinvocationPolicy ??= "Never";
            WebhookDefaults.Client(hook.ClientConfig);
            WebhookDefaults.Rules(hook.Rules);
        }
    }

    /// <inheritdoc/>
    protected override void Validate(MutatingWebhookConfiguration obj, FieldErrors errors)
    {
        WebhookValidation.Validate([.. (obj.Webhooks ?? []).Select(WebhookView.Of)], errors);
        for (var i = 0; i < (obj.Webhooks?.Count ?? 0); i++)
        {
            FieldRules.OneOf(obj.Webhooks![i].ReinvocationPolicy ?? "", ReinvocationPolicies, errors, FieldPath.Of("webhooks").Index(i).Child("reinvocationPolicy"));
        }
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(MutatingWebhookConfiguration obj, MutatingWebhookConfiguration old) => !SpecEquality.Same(obj.Webhooks, old.Webhooks);
}
