using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Api.Strategies.ApiExtensions;

/// <summary>How a definition's versions are converted.</summary>
internal static class ConversionRules
{
    private static readonly string[] Strategies = ["None", "Webhook"];

    /// <summary>Checks the conversion.</summary>
    public static void Check(CustomResourceConversion? conversion, FieldErrors errors, FieldPath path)
    {
        if (conversion is null)
        {
            return;
        }

        if (conversion.Strategy.Length == 0)
        {
            errors.Required(path.Child("strategy"));
        }
        else if (!Strategies.Contains(conversion.Strategy))
        {
            errors.NotSupported(path.Child("strategy"), conversion.Strategy, Strategies);
        }

        if (conversion.Strategy == "Webhook")
        {
            CheckWebhook(conversion.Webhook, errors, path);
            return;
        }

        if (conversion.Webhook?.ClientConfig is not null)
        {
            errors.Forbidden(path.Child("webhookClientConfig"), "should not be set when strategy is not set to Webhook");
        }

        if (conversion.Webhook?.ConversionReviewVersions is { Count: > 0 })
        {
            errors.Forbidden(path.Child("conversionReviewVersions"), "should not be set when strategy is not set to Webhook");
        }
    }

    private static void CheckWebhook(WebhookConversion? webhook, FieldErrors errors, FieldPath path)
    {
        if (webhook?.ClientConfig is not { } client)
        {
            errors.Required(path.Child("webhookClientConfig"), "required when strategy is set to Webhook");
        }
        else if ((client.Url is null) == (client.Service is null))
        {
            errors.Required(path.Child("webhookClientConfig"), "exactly one of url or service is required");
        }

        if (webhook?.ConversionReviewVersions is not { Count: > 0 } versions)
        {
            errors.Required(path.Child("conversionReviewVersions"));
        }
        else if (!versions.Contains("v1") && !versions.Contains("v1beta1"))
        {
            errors.Invalid(path.Child("conversionReviewVersions"), versions, "must include at least one of v1, v1beta1");
        }
    }
}
