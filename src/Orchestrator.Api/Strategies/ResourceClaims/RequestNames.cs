using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>The names of a claim's requests, and of their alternatives: <c>gpu</c>, <c>gpu/large</c>.</summary>
internal sealed class RequestNames
{
    private const string Unknown = "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public static RequestNames Of(DeviceClaim claim)
    {
        var names = new RequestNames();
        foreach (var request in claim.Requests)
        {
            names._names.Add(request.Name);
            foreach (var sub in request.FirstAvailable ?? [])
            {
                names._names.Add($"{request.Name}/{sub.Name}");
            }
        }

        return names;
    }

    /// <summary>Checks a reference to one of them.</summary>
    public void Check(string name, FieldErrors errors, FieldPath path)
    {
        var parts = name.Split('/');
        if (parts.Length > 2)
        {
            errors.Invalid(path, name, Unknown);
            return;
        }

        foreach (var part in parts)
        {
            errors.Invalid(path, part, NameRules.Dns1123Label(part));
        }

        if (!_names.Contains(name))
        {
            errors.Invalid(path, name, Unknown);
        }
    }
}
