using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;

namespace Orchestrator.Silo.Authorization.Impersonation;

/// <summary>Whom a request wants to be taken for, as its headers say.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Uid">The uid; empty when none is asked for.</param>
/// <param name="Groups">The groups; none when they follow from the user.</param>
/// <param name="Extra">Further attributes; their names in lower case.</param>
internal sealed record ImpersonationRequest(string User, string Uid, IReadOnlyList<string> Groups, IReadOnlyDictionary<string, string[]> Extra)
{
    /// <summary>Reads the headers and takes them away, so that nothing behind sees them. Null when there are none, which costs three look-ups.</summary>
    /// <exception cref="ApiException">Something else than a user is asked for, without a user (400).</exception>
    public static ImpersonationRequest? Take(IHeaderDictionary headers)
    {
        var user = headers[ImpersonationHeaders.User];
        var groups = headers[ImpersonationHeaders.Group];
        var uid = headers[ImpersonationHeaders.Uid];
        if (user.Count == 0 && groups.Count == 0 && uid.Count == 0)
        {
            return null;
        }

        var extra = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, values) in headers)
        {
            if (name.StartsWith(ImpersonationHeaders.ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            {
                extra[NameOf(name)] = values.ToArray()!;
            }
        }

        foreach (var name in headers.Keys.Where(ImpersonationHeaders.IsOne).ToList())
        {
            headers.Remove(name);
        }

        var request = new ImpersonationRequest(user.FirstOrDefault() ?? "", uid.FirstOrDefault() ?? "", groups.ToArray()!, extra);
        return request.User.Length > 0 ? request : throw request.WithoutUser();
    }

    private static string NameOf(string header) => Uri.UnescapeDataString(header[ImpersonationHeaders.ExtraPrefix.Length..].ToLowerInvariant());

    private ApiException WithoutUser()
    {
        var asked = Groups.Select(group => $"{{Group  {group}    }}")
            .Concat(Extra.SelectMany(pair => pair.Value.Select(value => $"{{UserExtra  {value}  authentication.k8s.io/v1  {pair.Key}}}")))
            .Concat(Uid.Length == 0 ? [] : [$"{{UID  {Uid}  authentication.k8s.io/v1  }}"]);
        return new ApiException(StatusFactory.BadRequest($"requested [{string.Join(' ', asked)}] without impersonating a user"));
    }
}
