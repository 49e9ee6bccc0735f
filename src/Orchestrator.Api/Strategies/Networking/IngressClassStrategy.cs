using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Networking;

/// <summary>Classes of ingresses. Which controller serves a class never changes.</summary>
public sealed class IngressClassStrategy : KindStrategy<IngressClass>
{
    private const int LongestController = 250;
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly string[] Scopes = ["Cluster", "Namespace"];

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<IngressClass>(),
        Tables.Columns.Text<IngressClass>("Controller", c => c.Spec.Controller ?? "", "Who serves ingresses of the class"),
        Tables.Columns.Text<IngressClass>("Parameters", c => Parameters(c.Spec.Parameters), "The object that holds its settings"),
        Tables.Columns.Age<IngressClass>(),
    ];

    /// <inheritdoc/>
    protected override void Default(IngressClass obj)
    {
        if (obj.Spec.Parameters is { } parameters)
        {
            parameters.Scope ??= "Cluster";
        }
    }

    /// <inheritdoc/>
    protected override void Validate(IngressClass obj, FieldErrors errors)
    {
        var controller = obj.Spec.Controller ?? "";
        if (controller.Length > LongestController)
        {
            errors.TooLong(Spec.Child("controller"), LongestController);
        }

        DomainRules.PrefixedPath(controller, errors, Spec.Child("controller"));
        if (obj.Spec.Parameters is { } parameters)
        {
            Reference(parameters, errors, Spec.Child("parameters"));
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(IngressClass obj, IngressClass old, string subresource, FieldErrors errors)
    {
        FieldRules.Immutable(obj.Spec.Controller, old.Spec.Controller, errors, Spec.Child("controller"));
        Validate(obj, errors);
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(IngressClass obj, IngressClass old) => !SpecEquality.Same(obj.Spec, old.Spec);

    private static void Reference(IngressClassParametersReference parameters, FieldErrors errors, FieldPath path)
    {
        if (parameters.ApiGroup is { } group)
        {
            errors.Invalid(path.Child("apiGroup"), group, NameRules.Dns1123Subdomain(group));
        }

        FieldRules.RequiredSegment(parameters.Kind, errors, path.Child("kind"));
        FieldRules.RequiredSegment(parameters.Name, errors, path.Child("name"));
        switch (parameters)
        {
            case { Scope: null }:
                errors.Required(path.Child("scope"));
                break;
            case { Scope: "Namespace", Namespace: null }:
                errors.Required(path.Child("namespace"), "`parameters.scope` is set to 'Namespace'");
                break;
            case { Scope: "Namespace", Namespace: { } name }:
                errors.Invalid(path.Child("namespace"), name, NameRules.Dns1123Label(name));
                break;
            case { Scope: "Cluster", Namespace: not null }:
                errors.Forbidden(path.Child("namespace"), "`parameters.scope` is set to 'Cluster'");
                break;
            default:
                FieldRules.OneOf(parameters.Scope, Scopes, errors, path.Child("scope"));
                break;
        }
    }

    private static string Parameters(IngressClassParametersReference? parameters) => parameters is null
        ? "<none>"
        : $"{parameters.Kind}{(parameters.ApiGroup is { } group ? "." + group : "")}/{parameters.Name}";
}
