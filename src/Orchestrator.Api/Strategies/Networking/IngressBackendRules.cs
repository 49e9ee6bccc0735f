using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Networking;

/// <summary>Checks where an ingress sends requests to: a service's port, or another object of the namespace.</summary>
internal static class IngressBackendRules
{
    public static void Validate(IngressBackend backend, FieldErrors errors, FieldPath path)
    {
        switch (backend)
        {
            case { Resource: not null, Service: not null }:
                errors.Invalid(path, "", "cannot set both resource and service backends");
                break;
            case { Resource: { } resource }:
                Resource(resource, errors, path.Child("resource"));
                break;
            case { Service: { } service }:
                Service(service, errors, path);
                break;
            default:
                errors.Invalid(path, "", "resource or service backend is required");
                break;
        }
    }

    private static void Resource(TypedLocalObjectReference resource, FieldErrors errors, FieldPath path)
    {
        if (resource.ApiGroup is { } group)
        {
            errors.Invalid(path.Child("apiGroup"), group, NameRules.Dns1123Subdomain(group));
        }

        FieldRules.RequiredSegment(resource.Kind, errors, path.Child("kind"));
        FieldRules.RequiredSegment(resource.Name, errors, path.Child("name"));
    }

    private static void Service(IngressServiceBackend service, FieldErrors errors, FieldPath path)
    {
        if (service.Name.Length == 0)
        {
            errors.Required(path.Child("service", "name"));
        }
        else
        {
            errors.Invalid(path.Child("service", "name"), service.Name, NameRules.Dns1035Label(service.Name));
        }

        var port = path.Child("service", "port");
        switch (service.Port)
        {
            case { Name.Length: > 0, Number: not (null or 0) }:
                errors.Invalid(path, "", "cannot set both port name & port number");
                break;
            case { Name: { Length: > 0 } name }:
                errors.Invalid(port.Child("name"), name, ValueRules.PortName(name));
                break;
            case { Number: { } number and not 0 }:
                errors.Invalid(port.Child("number"), number, ValueRules.PortNumber(number));
                break;
            default:
                errors.Required(path, "port name or number is required");
                break;
        }
    }
}
