using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Checks which devices a claim asks for.</summary>
internal static class DeviceClaimRules
{
    private const int MostRequests = 32;
    private const int MostConstraints = 32;
    private const int MostConfigs = 32;
    private const int MostAlternatives = 8;
    private const string OneOfTwo = "exactly one of `exactly` or `firstAvailable` is required";

    public static void Validate(DeviceClaim claim, FieldErrors errors, FieldPath path)
    {
        var names = RequestNames.Of(claim);
        DeviceLists.Set(claim.Requests, MostRequests, request => request.Name, Request, errors, path.Child("requests"));
        DeviceLists.List(claim.Constraints, MostConstraints, (constraint, e, at) => Constraint(constraint, names, e, at), errors, path.Child("constraints"));
        DeviceLists.List(claim.Config, MostConfigs, (config, e, at) => Config(config, names, e, at), errors, path.Child("config"));
    }

    private static void Request(DeviceRequest request, FieldErrors errors, FieldPath path)
    {
        errors.Invalid(path.Child("name"), request.Name, NameRules.Dns1123Label(request.Name));
        switch (request)
        {
            case { Exactly: null, FirstAvailable: null or [] }:
                errors.Required(path, OneOfTwo);
                break;
            case { Exactly: { } exactly, FirstAvailable: null or [] }:
                DeviceRequestRules.Validate(exactly, errors, path.Child("exactly"));
                break;
            case { Exactly: not null }:
                errors.Invalid(path, FieldRules.Null, OneOfTwo + ", but multiple fields are set");
                break;
            default:
                DeviceLists.Set(request.FirstAvailable, MostAlternatives, sub => sub.Name, DeviceRequestRules.Validate, errors, path.Child("firstAvailable"));
                break;
        }
    }

    private static void Constraint(DeviceConstraint constraint, RequestNames names, FieldErrors errors, FieldPath path)
    {
        DeviceLists.Set(constraint.Requests, MostRequests, name => name, names.Check, errors, path.Child("requests"));
        if (constraint.MatchAttribute is { } attribute)
        {
            QualifiedAttribute(attribute, errors, path.Child("matchAttribute"));
        }
        else
        {
            errors.Required(path.Child("matchAttribute"));
        }
    }

    private static void Config(DeviceClaimConfiguration config, RequestNames names, FieldErrors errors, FieldPath path)
    {
        DeviceLists.Set(config.Requests, MostRequests, name => name, names.Check, errors, path.Child("requests"));
        OpaqueConfigRules.Validate(config.Opaque, errors, path);
    }

    private static void QualifiedAttribute(string name, FieldErrors errors, FieldPath path)
    {
        DeviceNameRules.Qualified(name, errors, path);
        if (name.Length > 0 && !name.Contains('/', StringComparison.Ordinal))
        {
            errors.Invalid(path, name, "must include a domain");
        }
    }
}
