using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;

namespace Orchestrator.Silo.Reads;

/// <summary>Which list and watch parameters go together, in the words of a real server's <c>ValidateListOptions</c>.</summary>
internal static class ListOptionsValidation
{
    private const string Exact = "Exact";
    private const string NotOlderThan = "NotOlderThan";
    private static readonly FieldPath Match = FieldPath.Of("resourceVersionMatch");
    private static readonly FieldPath InitialEvents = FieldPath.Of("sendInitialEvents");

    /// <exception cref="ApiException">The parameters contradict each other (422).</exception>
    public static void ThrowIfInvalid(ReadOptions options, bool watch)
    {
        if (options.ResourceVersionMatch.Length == 0 && options.SendInitialEvents is null)
        {
            return;
        }

        var errors = new FieldErrors();
        if (watch)
        {
            ValidateWatch(options, errors);
        }
        else
        {
            ValidateList(options, errors);
        }

        if (errors.Count > 0)
        {
            throw new ApiException(StatusFactory.Invalid(new GroupKind("meta.k8s.io", "ListOptions"), "", errors));
        }
    }

    private static void ValidateWatch(ReadOptions options, FieldErrors errors)
    {
        if (options.SendInitialEvents is null)
        {
            errors.Forbidden(Match, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
            return;
        }

        if (options.ResourceVersionMatch != NotOlderThan)
        {
            errors.Forbidden(Match, $"sendInitialEvents requires setting resourceVersionMatch to {NotOlderThan}");
            if (options.ResourceVersionMatch.Length > 0)
            {
                errors.NotSupported(Match, options.ResourceVersionMatch, [NotOlderThan]);
            }
        }

        if (options.Continue.Length > 0)
        {
            errors.Forbidden(Match, "resourceVersionMatch is forbidden when continue is provided");
        }
    }

    private static void ValidateList(ReadOptions options, FieldErrors errors)
    {
        if (options.SendInitialEvents is not null)
        {
            errors.Forbidden(InitialEvents, "sendInitialEvents is forbidden for list");
        }

        var match = options.ResourceVersionMatch;
        if (match.Length == 0)
        {
            return;
        }

        if (options.ResourceVersion.Length == 0)
        {
            errors.Forbidden(Match, "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }

        if (options.Continue.Length > 0)
        {
            errors.Forbidden(Match, "resourceVersionMatch is forbidden when continue is provided");
        }

        if (match is not (Exact or NotOlderThan))
        {
            errors.NotSupported(Match, match, [Exact, NotOlderThan, ""]);
        }

        if (match == Exact && options.ResourceVersion == "0")
        {
            errors.Forbidden(Match, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }
    }
}
