using Orchestrator.Api.Errors;
using Orchestrator.Api.Expressions.Devices;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Checks a request for devices of a class.</summary>
internal static class DeviceRequestRules
{
    private const int MostSelectors = 32;
    private const int LongestExpression = 10 * 1024;
    private static readonly string[] Modes = ["All", "ExactCount"];
    private static readonly string[] Operators = ["Equal", "Exists"];
    private static readonly string[] Effects = ["NoSchedule", "NoExecute", "None"];

    public static void Validate(ExactDeviceRequest request, FieldErrors errors, FieldPath path)
    {
        FieldRules.RequiredSubdomain(request.DeviceClassName, errors, path.Child("deviceClassName"));
        Selectors(request.Selectors, errors, path.Child("selectors"));
        Count(request.AllocationMode, request.Count, errors, path);
        Tolerations(request.Tolerations, errors, path.Child("tolerations"));
    }

    public static void Validate(DeviceSubRequest request, FieldErrors errors, FieldPath path)
    {
        errors.Invalid(path.Child("name"), request.Name, NameRules.Dns1123Label(request.Name));
        FieldRules.RequiredSubdomain(request.DeviceClassName, errors, path.Child("deviceClassName"));
        Selectors(request.Selectors, errors, path.Child("selectors"));
        Count(request.AllocationMode, request.Count, errors, path);
        Tolerations(request.Tolerations, errors, path.Child("tolerations"));
    }

    public static void Selectors(List<DeviceSelector>? selectors, FieldErrors errors, FieldPath path) =>
        DeviceLists.List(selectors, MostSelectors, Selector, errors, path);

    private static void Selector(DeviceSelector selector, FieldErrors errors, FieldPath path)
    {
        if (selector.Cel is null)
        {
            errors.Required(path.Child("cel"));
        }
        else if (selector.Cel.Expression.Length > LongestExpression)
        {
            errors.TooLong(path.Child("cel", "expression"), LongestExpression);
        }
        else if (DeviceSelectors.Compile(selector.Cel.Expression).Error is { } error)
        {
            errors.Invalid(path.Child("cel", "expression"), selector.Cel.Expression, error);
        }
    }

    private static void Count(string? mode, long? count, FieldErrors errors, FieldPath path)
    {
        switch (mode)
        {
            case "All" when count is not (null or 0):
                errors.Invalid(path.Child("count"), count, "must not be specified when allocationMode is 'All'");
                break;
            case "ExactCount" when count is not > 0:
                errors.Invalid(path.Child("count"), count ?? 0, "must be greater than zero");
                break;
            default:
                FieldRules.OneOf(mode ?? "", Modes, errors, path.Child("allocationMode"));
                break;
        }
    }

    private static void Tolerations(List<DeviceToleration>? tolerations, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (tolerations?.Count ?? 0); i++)
        {
            Toleration(tolerations![i], errors, path.Index(i));
        }
    }

    private static void Toleration(DeviceToleration toleration, FieldErrors errors, FieldPath path)
    {
        if (!string.IsNullOrEmpty(toleration.Key))
        {
            errors.Invalid(path.Child("key"), toleration.Key, NameRules.QualifiedName(toleration.Key));
        }

        FieldRules.OneOf(toleration.Operator ?? "", Operators, errors, path.Child("operator"));
        if (toleration is { Operator: "Exists", Value.Length: > 0 })
        {
            errors.Invalid(path.Child("value"), toleration.Value, "must be empty for operator `Exists`");
        }
        else if (toleration is { Operator: "Equal", Value: { } value })
        {
            errors.Invalid(path.Child("value"), value, NameRules.LabelValue(value));
        }

        if (!string.IsNullOrEmpty(toleration.Effect))
        {
            FieldRules.OneOf(toleration.Effect, Effects, errors, path.Child("effect"));
        }
    }
}
