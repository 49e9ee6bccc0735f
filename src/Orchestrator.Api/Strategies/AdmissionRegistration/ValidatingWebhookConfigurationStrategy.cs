using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.AdmissionRegistration.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>Webhooks that may refuse requests.</summary>
public sealed class ValidatingWebhookConfigurationStrategy : KindStrategy<ValidatingWebhookConfiguration>
{
    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override bool AllowsPlainFinalizers => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<ValidatingWebhookConfiguration>(),
        Tables.Columns.Number<ValidatingWebhookConfiguration>("Webhooks", c => c.Webhooks?.Count ?? 0, "How many webhooks there are"),
        Tables.Columns.Age<ValidatingWebhookConfiguration>(),
    ];

    /// <inheritdoc/>
    protected override void Default(ValidatingWebhookConfiguration obj)
    {
        foreach (var hook in obj.Webhooks ?? [])
        {
            hook.FailurePolicy ??= "Fail";
            hook.MatchPolicy ??= "Equivalent";
            hook.NamespaceSelector ??= new();
            hook.ObjectSelector ??= new();
            hook.TimeoutSeconds ??= 10;
            WebhookDefaults.Client(hook.ClientConfig);
            WebhookDefaults.Rules(hook.Rules);
        }
    }

    /// <inheritdoc/>
    protected override void Validate(ValidatingWebhookConfiguration obj, FieldErrors errors) =>
        WebhookValidation.Validate([.. (obj.Webhooks ?? []).Select(WebhookView.Of)], errors);

    /// <inheritdoc/>
    protected override bool SpecChanged(ValidatingWebhookConfiguration obj, ValidatingWebhookConfiguration old) => !SpecEquality.Same(obj.Webhooks, old.Webhooks);
}
