using System.Buffers;
using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Validation;

/// <summary>Rules for names that a domain stands before: <c>example.com/controller</c>.</summary>
public static class DomainRules
{
    private const string PathPattern = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-._~%!$&'()*+,;=:");

    /// <summary>A DNS subdomain, a slash and a path (<c>IsDomainPrefixedPath</c>). Errors repeat the part that is wrong.</summary>
    public static void PrefixedPath(string value, FieldErrors errors, FieldPath path)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        if (value.Length == 0)
        {
            errors.Required(path);
            return;
        }

        if (slash <= 0 || slash == value.Length - 1)
        {
            errors.Invalid(path, value, "must be a domain-prefixed path (such as \"acme.io/foo\")");
            return;
        }

        var (domain, rest) = (value[..slash], value[(slash + 1)..]);
        errors.Invalid(path, domain, NameRules.Dns1123Subdomain(domain));
        if (rest.AsSpan().ContainsAnyExcept(PathCharacters))
        {
            errors.Invalid(path, rest, $"Invalid path (regex used for validation is '{PathPattern}')");
        }
    }

    /// <summary>A domain of at least two labels and a path of subdomains with dots between them: names of signers.</summary>
    public static void SignerName(string value, FieldErrors errors, FieldPath path)
    {
        const int LongestPath = NameRules.MaximumSubdomainLength + NameRules.MaximumLabelLength + 1;
        const int Longest = NameRules.MaximumSubdomainLength + LongestPath + 1;
        if (value.Length == 0)
        {
            errors.Required(path, "signerName must be provided");
            return;
        }

        if (value.Split('/') is not [var domain, var rest])
        {
            errors.Invalid(path, value, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }

        if (domain.Length > NameRules.MaximumSubdomainLength)
        {
            errors.TooLong(path, NameRules.MaximumSubdomainLength);
        }

        FirstBadLabel(domain, NameRules.Dns1123Label, errors, path);
        if (!domain.Contains('.', StringComparison.Ordinal))
        {
            errors.Invalid(path, domain, "should be a domain with at least two segments separated by dots");
        }

        FirstBadLabel(rest, NameRules.Dns1123Subdomain, errors, path);
        if (value.Length > Longest)
        {
            errors.TooLong(path, Longest);
        }
    }

    private static void FirstBadLabel(string text, Func<string, IReadOnlyList<string>> rule, FieldErrors errors, FieldPath path)
    {
        foreach (var label in text.Split('.'))
        {
            var messages = rule(label);
            if (messages.Count == 0)
            {
                continue;
            }

            foreach (var message in messages)
            {
                errors.Invalid(path, text, $"validating label {GoText.Quote(label)}: {message}");
            }

            return;
        }
    }
}
