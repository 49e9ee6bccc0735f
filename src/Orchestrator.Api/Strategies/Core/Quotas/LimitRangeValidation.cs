using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Core.Quotas;

/// <summary>Checks limit ranges: for every resource the limits and defaults are in order.</summary>
internal static class LimitRangeValidation
{
    private const string Claim = "PersistentVolumeClaim";

    public static void Spec(LimitRangeSpec spec, FieldErrors errors, FieldPath path)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.Limits.Count; i++)
        {
            var item = spec.Limits[i];
            Type(item.Type, errors, path.Index(i).Child("type"));
            if (!types.Add(item.Type))
            {
                errors.Duplicate(path.Index(i).Child("type"), item.Type);
            }

            Item(item, errors, path.Index(i));
        }
    }

    private static void Item(LimitRangeItem item, FieldErrors errors, FieldPath path)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Names(item.Max, "max");
        Names(item.Min, "min");
        if (item.Type == "Pod")
        {
            Forbid(item.Default, "default");
            Forbid(item.DefaultRequest, "defaultRequest");
        }
        else
        {
            Names(item.Default, "default");
            Names(item.DefaultRequest, "defaultRequest");
        }

        Names(item.MaxLimitRequestRatio, "maxLimitRequestRatio");
        if (item.Type == Claim && Get(item.Min, "storage") is null && Get(item.Max, "storage") is null)
        {
            errors.Required(path.Child("limits"), "either minimum or maximum storage value is required, but neither was provided");
        }

        foreach (var name in names)
        {
            Order(item, name, errors, path);
        }

        void Names(Dictionary<string, Quantity>? amounts, string field)
        {
            foreach (var name in amounts?.Keys ?? (IEnumerable<string>)[])
            {
                names.Add(name);
                QuotaResources.LimitRange(item.Type, name, errors, path.Child(field).Key(name));
            }
        }

        void Forbid(Dictionary<string, Quantity>? amounts, string field)
        {
            if (amounts is { Count: > 0 })
            {
                errors.Forbidden(path.Child(field), "may not be specified when `type` is 'Pod'");
            }
        }
    }

    private static void Order(LimitRangeItem item, string name, FieldErrors errors, FieldPath path)
    {
        var (min, max, limit, request) = (Get(item.Min, name), Get(item.Max, name), Get(item.Default, name), Get(item.DefaultRequest, name));
        Check("min", min, max, min, "min value {0} is greater than max value {1}");
        Check("defaultRequest", min, request, request, "min value {0} is greater than default request value {1}");
        Check("defaultRequest", request, max, request, "default request value {0} is greater than max value {1}");
        Check("defaultRequest", request, limit, request, "default request value {0} is greater than default limit value {1}");
        Check("default", min, limit, min, "min value {0} is greater than default value {1}");
        Check("default", limit, max, max, "default value {0} is greater than max value {1}");
        if (Get(item.MaxLimitRequestRatio, name) is { } ratio && ratio.Nanos < Quantity.FromValue(1).Nanos)
        {
            errors.Invalid(path.Child("maxLimitRequestRatio").Key(name), ratio, $"ratio {ratio} is less than 1");
        }

        void Check(string field, Quantity? less, Quantity? more, Quantity? shown, string message)
        {
            if (less is { } low && more is { } high && low > high)
            {
                errors.Invalid(path.Child(field).Key(name), shown?.ToString(), string.Format(System.Globalization.CultureInfo.InvariantCulture, message, low, high));
            }
        }
    }

    private static void Type(string type, FieldErrors errors, FieldPath path)
    {
        errors.Invalid(path, type, NameRules.QualifiedName(type));
        if (!type.Contains('/', StringComparison.Ordinal) && type is not ("Pod" or "Container" or Claim))
        {
            errors.Invalid(path, type, "must be a standard limit type or fully qualified");
        }
    }

    private static Quantity? Get(Dictionary<string, Quantity>? amounts, string name) =>
        amounts is not null && amounts.TryGetValue(name, out var amount) ? amount : null;
}
