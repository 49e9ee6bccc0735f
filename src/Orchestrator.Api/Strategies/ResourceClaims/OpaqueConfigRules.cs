using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Strategies.Storage;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Checks settings that only a driver understands.</summary>
internal static class OpaqueConfigRules
{
    private const int LongestParameters = 10 * 1024;

    /// <summary>Checks the <c>opaque</c> field of the object at the path.</summary>
    public static void Validate(OpaqueDeviceConfiguration? opaque, FieldErrors errors, FieldPath path)
    {
        if (opaque is null)
        {
            errors.Required(path.Child("opaque"));
            return;
        }

        StorageRules.DriverName(opaque.Driver, errors, path.Child("opaque", "driver"));
        var parameters = opaque.Parameters.Utf8;
        var at = path.Child("opaque", "parameters");
        if (parameters.IsEmpty)
        {
            errors.Required(at);
        }
        else if (parameters.Length > LongestParameters)
        {
            errors.TooLong(at, LongestParameters);
        }
        else if (parameters.Span[0] != (byte)'{')
        {
            errors.Invalid(at, "<value omitted>", "must be a valid JSON object");
        }
    }
}
