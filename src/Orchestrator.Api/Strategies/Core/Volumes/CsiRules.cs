using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>Checks what names a driver of container storage.</summary>
internal static class CsiRules
{
    private const int MaximumLength = 63;

    /// <summary>A driver's name: a DNS subdomain, in either case, of at most 63 bytes.</summary>
    public static void Driver(string driver, FieldErrors errors, FieldPath parent)
    {
        if (driver.Length == 0)
        {
            errors.Required(parent.Child("driver"));
            return;
        }

        if (driver.Length > MaximumLength)
        {
            errors.TooLong(parent.Child("driver"), MaximumLength);
        }

        if (NameRules.Dns1123Subdomain(driver.ToLowerInvariant()) is { Count: > 0 } messages)
        {
            errors.Invalid(parent.Child("driver"), driver, messages);
        }
    }
}
