using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Networking;

/// <summary>Checks ingresses. What an older server let in may stay: names of secrets, and rules for wildcard hosts.</summary>
internal static class IngressValidation
{
    /// <summary>The annotation that named the class before there was a field for it.</summary>
    public const string ClassAnnotation = "kubernetes.io/ingress.class";
    private static readonly FieldPath SpecPath = FieldPath.Of("spec");

    public static void Spec(IngressSpec spec, IngressSpec? old, FieldErrors errors)
    {
        if (spec.Rules is null or [] && spec.DefaultBackend is null)
        {
            errors.Invalid(SpecPath, FieldRules.Null, "either `defaultBackend` or `rules` must be specified");
        }

        if (spec.DefaultBackend is { } backend)
        {
            IngressBackendRules.Validate(backend, errors, SpecPath.Child("defaultBackend"));
        }

        var skipWildcards = old?.Rules?.Exists(rule => IsWildcard(rule) && HasErrors(rule)) == true;
        for (var i = 0; i < (spec.Rules?.Count ?? 0); i++)
        {
            Rule(spec.Rules![i], skipWildcards, errors, SpecPath.Child("rules").Index(i));
        }

        var skipSecrets = old?.Tls?.Exists(tls => Secret(tls.SecretName).Count > 0) == true;
        for (var i = 0; i < (spec.Tls?.Count ?? 0); i++)
        {
            Tls(spec.Tls![i], skipSecrets, errors, SpecPath.Child("tls").Index(i));
        }

        if (spec.IngressClassName is { } name)
        {
            errors.Invalid(SpecPath.Child("ingressClassName"), name, NameRules.Dns1123Subdomain(name));
        }
    }

    /// <summary>On create, the annotation that came before the field must agree with it.</summary>
    public static void Class(Ingress ingress, FieldErrors errors)
    {
        if (ingress.Spec.IngressClassName is { } name
            && ingress.Metadata.Annotations is { } annotations
            && annotations.TryGetValue(ClassAnnotation, out var annotated)
            && annotated != name)
        {
            errors.Invalid(FieldPath.Of("annotations", ClassAnnotation), annotated, "must match `ingressClassName` when both are specified");
        }
    }

    public static void Status(IngressStatus status, FieldErrors errors)
    {
        var path = FieldPath.Of("status", "loadBalancer").Child("ingress");
        for (var i = 0; i < (status.LoadBalancer.Ingress?.Count ?? 0); i++)
        {
            var point = status.LoadBalancer.Ingress![i];
            if (!string.IsNullOrEmpty(point.Ip))
            {
                errors.Invalid(path.Index(i).Child("ip"), point.Ip, AddressRules.Legacy(point.Ip));
            }

            if (!string.IsNullOrEmpty(point.Hostname))
            {
                errors.Invalid(path.Index(i).Child("hostname"), point.Hostname, NameRules.Dns1123Subdomain(point.Hostname));
                NoAddress(point.Hostname, errors, path.Index(i).Child("hostname"));
            }
        }
    }

    private static void Rule(IngressRule rule, bool skipWildcards, FieldErrors errors, FieldPath path)
    {
        if (!string.IsNullOrEmpty(rule.Host))
        {
            NoAddress(rule.Host, errors, path.Child("host"));
            errors.Invalid(path.Child("host"), rule.Host, Host(rule.Host));
        }

        if (rule.Http is { } http && !(IsWildcard(rule) && skipWildcards))
        {
            IngressPathRules.Validate(http, errors, path.Child("http"));
        }
    }

    private static void Tls(IngressTLS tls, bool skipSecrets, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (tls.Hosts?.Count ?? 0); i++)
        {
            errors.Invalid(path.Child("hosts").Index(i), tls.Hosts![i], Host(tls.Hosts[i]));
        }

        if (!skipSecrets)
        {
            errors.Invalid(path.Child("secretName"), tls.SecretName, Secret(tls.SecretName));
        }
    }

    private static IReadOnlyList<string> Host(string host) =>
        host.Contains('*', StringComparison.Ordinal) ? NameRules.WildcardSubdomain(host) : NameRules.Dns1123Subdomain(host);

    private static IReadOnlyList<string> Secret(string? name) => string.IsNullOrEmpty(name) ? [] : NameRules.Dns1123Subdomain(name);

    private static void NoAddress(string host, FieldErrors errors, FieldPath path)
    {
        if (AddressRules.Legacy(host).Count == 0)
        {
            errors.Invalid(path, host, "must be a DNS name, not an IP address");
        }
    }

    private static bool IsWildcard(IngressRule rule) => rule.Host?.Contains('*', StringComparison.Ordinal) == true;

    private static bool HasErrors(IngressRule rule)
    {
        var errors = new FieldErrors();
        Rule(new IngressRule { Http = rule.Http }, skipWildcards: false, errors, SpecPath);
        return errors.Count > 0;
    }
}
