using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.AdmissionRegistration.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>Checks how a webhook is reached: by URL, or through a service.</summary>
internal static class WebhookClientRules
{
    private const string Form = "; desired format: https://host[/path]";

    public static void Validate(WebhookClientConfig client, FieldErrors errors, FieldPath path)
    {
        if (client.Url is null == client.Service is null)
        {
            errors.Required(path, "exactly one of url or service is required");
        }
        else if (client.Url is { } url)
        {
            Url(url, errors, path.Child("url"));
        }
        else
        {
            Service(client.Service!, errors, path.Child("service"));
        }
    }

    private static void Url(string text, FieldErrors errors, FieldPath path)
    {
        // A URL without a scheme parses, and has an empty one.
        var hasScheme = Uri.TryCreate(text, UriKind.Absolute, out var url) && !text.StartsWith('/');
        if (!hasScheme && !Uri.TryCreate(text, UriKind.Relative, out _))
        {
            errors.Required(path, $"url must be a valid URL: parse {GoText.Quote(text)}: invalid URL{Form}");
            return;
        }

        var scheme = hasScheme ? url!.Scheme : "";
        if (scheme != "https")
        {
            errors.Invalid(path, scheme, "'https' is the only allowed URL scheme" + Form);
        }

        if (!hasScheme || url!.Host.Length == 0)
        {
            errors.Invalid(path, "", "host must be specified" + Form);
            return;
        }

        Absent(url.UserInfo, "user information is not permitted in the URL", errors, path);
        Absent(url.Fragment.TrimStart('#'), "fragments are not permitted in the URL", errors, path);
        Absent(url.Query.TrimStart('?'), "query parameters are not permitted in the URL", errors, path);
    }

    private static void Absent(string part, string otherwise, FieldErrors errors, FieldPath path)
    {
        if (part.Length > 0)
        {
            errors.Invalid(path, part, otherwise);
        }
    }

    private static void Service(ServiceReference service, FieldErrors errors, FieldPath path)
    {
        if (service.Name.Length == 0)
        {
            errors.Required(path.Child("name"), "service name is required");
        }

        if (service.Namespace.Length == 0)
        {
            errors.Required(path.Child("namespace"), "service namespace is required");
        }

        foreach (var message in ValueRules.PortNumber(service.Port ?? 0))
        {
            errors.Invalid(path.Child("port"), service.Port ?? 0, "port is not valid: " + message);
        }

        if (service.Path is { Length: > 0 } and not "/")
        {
            ServicePath(service.Path, errors, path.Child("path"));
        }
    }

    private static void ServicePath(string text, FieldErrors errors, FieldPath path)
    {
        if (text == "//")
        {
            errors.Invalid(path, text, "segment[0] may not be empty");
            return;
        }

        if (!text.StartsWith('/'))
        {
            errors.Invalid(path, text, "must start with a '/'");
        }

        var segments = text[1..].Split('/');
        var count = segments.Length > 1 && segments[^1].Length == 0 ? segments.Length - 1 : segments.Length;
        for (var i = 0; i < count; i++)
        {
            if (segments[i].Length == 0)
            {
                errors.Invalid(path, text, $"segment[{Invariant.Text(i)}] may not be empty");
                continue;
            }

            foreach (var message in NameRules.Dns1123Subdomain(segments[i]))
            {
                errors.Invalid(path, text, $"segment[{Invariant.Text(i)}]: {message}");
            }
        }
    }
}
