using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.ApiRegistration.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ApiRegistration;

/// <summary>Versions of groups that are served: by this server, or by a service behind it.</summary>
public sealed class APIServiceStrategy : KindStrategy<APIService>
{
    private const int HighestGroupPriority = 20000;
    private const int HighestVersionPriority = 1000;
    private const int HttpsPort = 443;
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly string[] Statuses = ["True", "False", "Unknown"];

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<APIService>(),
        Tables.Columns.Text<APIService>("Service", service => Place(service.Spec.Service), "Who serves it"),
        Tables.Columns.Text<APIService>("Available", service => Available(service.Status), "Whether it is served now"),
        Tables.Columns.Age<APIService>(),
    ];

    /// <inheritdoc/>
    public override bool AllowsPlainFinalizers => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.PathSegment(name);

    /// <inheritdoc/>
    protected override void Default(APIService obj)
    {
        if (obj.Spec.Service is { } service)
        {
            service.Port ??= HttpsPort;
        }
    }

    /// <summary>A new one is not known to be served, unless it is this server that does.</summary>
    protected override void PrepareForCreate(APIService obj) => obj.Status = obj.Spec.Service is not null
        ? new()
        : new()
        {
            Conditions =
            [
                new()
                {
                    Type = "Available", Status = "True", Reason = "Local", Message = "Local APIServices are always available",
                    LastTransitionTime = obj.Metadata.CreationTimestamp,
                },
            ],
        };

    /// <inheritdoc/>
    protected override void PrepareForUpdate(APIService obj, APIService old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
        }
        else
        {
            obj.Status = old.Status;
        }
    }

    /// <inheritdoc/>
    protected override void Validate(APIService obj, FieldErrors errors)
    {
        var spec = obj.Spec;
        var (group, version) = (spec.Group ?? "", spec.Version ?? "");
        if (obj.Metadata.Name != $"{version}.{group}")
        {
            errors.Invalid(FieldPath.Of("metadata", "name"), obj.Metadata.Name, $"must be `spec.version+\".\"+spec.group`: \"{version}.{group}\"");
        }

        if (group.Length > 0)
        {
            errors.Invalid(Spec.Child("group"), group, NameRules.Dns1123Subdomain(group));
        }
        else if (version != "v1")
        {
            errors.Required(Spec.Child("group"), "only v1 may have an empty group and it better be legacy kube");
        }

        errors.Invalid(Spec.Child("version"), version, NameRules.Dns1035Label(version));
        Priority(spec.GroupPriorityMinimum, HighestGroupPriority, errors, Spec.Child("groupPriorityMinimum"));
        Priority(spec.VersionPriority, HighestVersionPriority, errors, Spec.Child("versionPriority"));
        if (spec.Service is { } service)
        {
            Remote(spec, service, errors);
        }
        else
        {
            Local(spec, errors);
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(APIService obj, APIService old, string subresource, FieldErrors errors)
    {
        if (subresource != "status")
        {
            Validate(obj, errors);
            return;
        }

        for (var i = 0; i < (obj.Status.Conditions?.Count ?? 0); i++)
        {
            FieldRules.OneOf(obj.Status.Conditions![i].Status, Statuses, errors, FieldPath.Of("status", "conditions").Index(i).Child("status"));
        }
    }

    private static void Priority(int priority, int highest, FieldErrors errors, FieldPath path)
    {
        if (priority <= 0 || priority > highest)
        {
            errors.Invalid(path, priority, $"must be positive and less than {highest}");
        }
    }

    private static void Local(APIServiceSpec spec, FieldErrors errors)
    {
        if (spec.CaBundle is { Length: > 0 } bundle)
        {
            errors.Invalid(Spec.Child("caBundle"), $"{Invariant.Text(bundle.Length)} bytes", "local APIServices may not have a caBundle");
        }

        if (spec.InsecureSkipTLSVerify == true)
        {
            errors.Invalid(Spec.Child("insecureSkipTLSVerify"), true, "local APIServices may not have insecureSkipTLSVerify");
        }
    }

    private static void Remote(APIServiceSpec spec, ServiceReference service, FieldErrors errors)
    {
        var path = Spec.Child("service");
        if (string.IsNullOrEmpty(service.Namespace))
        {
            errors.Required(path.Child("namespace"));
        }

        if (string.IsNullOrEmpty(service.Name))
        {
            errors.Required(path.Child("name"));
        }

        foreach (var message in ValueRules.PortNumber(service.Port ?? 0))
        {
            errors.Invalid(path.Child("port"), service.Port ?? 0, "port is not valid: " + message);
        }

        if (spec is { InsecureSkipTLSVerify: true, CaBundle.Length: > 0 })
        {
            errors.Invalid(Spec.Child("insecureSkipTLSVerify"), true, "may not be true if caBundle is present");
        }
    }

    private static string Place(ServiceReference? service) => service is null ? "Local" : $"{service.Namespace}/{service.Name}";

    private static string Available(APIServiceStatus status)
    {
        var condition = status.Conditions?.Find(condition => condition.Type == "Available");
        return condition is null ? "Unknown" : condition.Status == "True" ? "True" : $"{condition.Status} ({condition.Reason})";
    }
}
