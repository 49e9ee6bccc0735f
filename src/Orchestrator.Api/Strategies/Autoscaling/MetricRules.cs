using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Autoscaling;

/// <summary>Checks what an autoscaler measures: the source is the one that the type names, and complete.</summary>
internal static class MetricRules
{
    private const string EitherRawOrUtilization = "must set either a target raw value or a target utilization";

    private static readonly string[] Types = ["ContainerResource", "External", "Object", "Pods", "Resource"];

    public static void Validate(MetricSpec metric, FieldErrors errors, FieldPath path)
    {
        if (metric.Type.Length == 0)
        {
            errors.Required(path.Child("type"), "must specify a metric source type");
        }
        else
        {
            MemberRules.Supported(metric.Type, Types, errors, path, "type");
        }

        OneSource(metric, errors, path);
        if (metric.Object is { } described)
        {
            AutoscalerValidation.Reference(described.DescribedObject, errors, path.Child("object", "describedObject"));
            Identifier(described.Metric, errors, path.Child("object", "metric"));
            MetricTargetRules.Validate(described.Target, errors, path.Child("object", "target"));
            if (described.Target is { Value: null, AverageValue: null })
            {
                errors.Required(path.Child("object").Child("target", "averageValue"), "must set either a target value or averageValue");
            }
        }

        External(metric.External, errors, path.Child("external"));
        if (metric.Pods is { } pods)
        {
            Identifier(pods.Metric, errors, path.Child("pods", "metric"));
            MetricTargetRules.Validate(pods.Target, errors, path.Child("pods", "target"));
            if (pods.Target.AverageValue is not { Sign: > 0 })
            {
                errors.Required(path.Child("pods").Child("target", "averageValue"), "must specify a positive target averageValue");
            }
        }

        if (metric.ContainerResource is { } container)
        {
            MemberRules.Required(container.Container, errors, path.Child("containerResource"), "container", "must specify a container");
            Resource(container.Name, container.Target, errors, path.Child("containerResource"));
        }

        if (metric.Resource is { } resource)
        {
            Resource(resource.Name, resource.Target, errors, path.Child("resource"));
        }
    }

    private static void OneSource(MetricSpec metric, FieldErrors errors, FieldPath path)
    {
        (string Type, string Field, object? Source)[] sources =
        [
            ("ContainerResource", "containerResource", metric.ContainerResource), ("External", "external", metric.External), ("Object", "object", metric.Object),
            ("Pods", "pods", metric.Pods), ("Resource", "resource", metric.Resource),
        ];
        foreach (var (type, field, source) in sources)
        {
            if (type == metric.Type && source is null)
            {
                errors.Required(path.Child(field), "must populate information for the given metric source");
            }
            else if (type != metric.Type && source is not null)
            {
                errors.Forbidden(path.Child(field), "must populate the given metric source only");
            }
        }
    }

    private static void External(ExternalMetricSource? external, FieldErrors errors, FieldPath path)
    {
        if (external is null)
        {
            return;
        }

        Identifier(external.Metric, errors, path.Child("metric"));
        MetricTargetRules.Validate(external.Target, errors, path.Child("target"));
        switch (external.Target)
        {
            case { Value: null, AverageValue: null }:
                errors.Required(path.Child("target", "averageValue"), "must set either a target value for metric or a per-pod target");
                break;
            case { Value: not null, AverageValue: not null }:
                errors.Forbidden(path.Child("target", "value"), "may not set both a target value for metric and a per-pod target");
                break;
        }
    }

    private static void Resource(string name, MetricTarget target, FieldErrors errors, FieldPath path)
    {
        MemberRules.Required(name, errors, path, "name", "must specify a resource name");
        MetricTargetRules.Validate(target, errors, path.Child("target"));
        switch (target)
        {
            case { AverageUtilization: null, AverageValue: null }:
                errors.Required(path.Child("target", "averageUtilization"), EitherRawOrUtilization);
                break;
            case { AverageUtilization: not null, AverageValue: not null }:
                errors.Forbidden(path.Child("target", "averageValue"), "may not set both a target raw value and a target utilization");
                break;
        }
    }

    private static void Identifier(MetricIdentifier metric, FieldErrors errors, FieldPath path)
    {
        if (metric.Name.Length == 0)
        {
            errors.Required(path.Child("name"), "must specify a metric name");
        }
        else
        {
            errors.Invalid(path.Child("name"), metric.Name, NameRules.PathSegment(metric.Name));
        }
    }
}
