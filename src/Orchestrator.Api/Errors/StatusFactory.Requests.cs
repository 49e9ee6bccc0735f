using Orchestrator.Api.Models.Meta.V1;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Api.Errors;

/// <content>Failures of requests before they reach an object.</content>
public static partial class StatusFactory
{
    /// <summary>The most bytes that the body of a request may have.</summary>
    public const int MaximumBodyBytes = 3 * 1024 * 1024;

    /// <summary>401.</summary>
    public static Status Unauthorized(string message = "Unauthorized") => Failure(401, StatusReason.Unauthorized, message);

    /// <summary>403: refused by admission or validation of the operation.</summary>
    public static Status Forbidden(GroupResource resource, string name, string message)
    {
        var subject = resource == default ? "forbidden" : name.Length == 0 ? $"{resource} is forbidden" : $"{resource} {GoText.Quote(name)} is forbidden";
        return Failure(403, StatusReason.Forbidden, $"{subject}: {message}", About(resource, name));
    }

    /// <summary>403, as the authorizer of a real server words it for a resource.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="verb">The verb: <c>get</c>.</param>
    /// <param name="resource">The resource; a subresource is part of its name: <c>pods/log</c>.</param>
    /// <param name="namespaceName">The namespace, or empty for the cluster's scope.</param>
    /// <param name="name">The object's name, or empty.</param>
    /// <param name="reason">What the authorizer adds, or empty.</param>
    public static Status Unpermitted(string user, string verb, GroupResource resource, string namespaceName, string name, string reason = "")
    {
        var scope = namespaceName.Length == 0 ? "at the cluster scope" : $"in the namespace {GoText.Quote(namespaceName)}";
        var message = $"User {GoText.Quote(user)} cannot {verb} resource {GoText.Quote(resource.Resource)} in API group {GoText.Quote(resource.Group)} {scope}";
        var slash = resource.Resource.IndexOf('/', StringComparison.Ordinal);
        var main = slash < 0 ? resource : new GroupResource(resource.Group, resource.Resource[..slash]);
        return Forbidden(main, name, reason.Length == 0 ? message : $"{message}: {reason}");
    }

    /// <summary>403, as the authorizer of a real server words it for a path that is no resource.</summary>
    public static Status UnpermittedPath(string user, string verb, string path, string reason = "")
    {
        var message = $"forbidden: User {GoText.Quote(user)} cannot {verb} path {GoText.Quote(path)}";
        return Failure(403, StatusReason.Forbidden, reason.Length == 0 ? message : $"{message}: {reason}", new StatusDetails());
    }

    /// <summary>406: none of the media types that the client accepts can be served.</summary>
    public static Status NotAcceptable(IEnumerable<string> served) =>
        Failure(406, StatusReason.NotAcceptable, $"only the following media types are accepted: {string.Join(", ", served)}");

    /// <summary>415: the body's media type is none that the operation takes.</summary>
    public static Status UnsupportedMediaType(IEnumerable<string> accepted) =>
        Failure(
            415,
            StatusReason.UnsupportedMediaType,
            $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}");

    /// <summary>413.</summary>
    public static Status RequestEntityTooLarge(string message) =>
        Failure(413, StatusReason.RequestEntityTooLarge, $"Request entity too large: {message}");

    /// <summary>413: the body is larger than <see cref="MaximumBodyBytes"/>.</summary>
    public static Status BodyTooLarge() => RequestEntityTooLarge($"limit is {MaximumBodyBytes}");

    /// <summary>429, with when to come again.</summary>
    public static Status TooManyRequests(string message = "the server has received too many requests and has asked us to try again later", int retryAfterSeconds = 1) =>
        Failure(429, StatusReason.TooManyRequests, message, new StatusDetails { RetryAfterSeconds = NullIfZero(retryAfterSeconds) });

    /// <summary>500.</summary>
    public static Status InternalError(string message) =>
        Failure(
            500,
            StatusReason.InternalError,
            $"Internal error occurred: {message}",
            new StatusDetails { Causes = [new StatusCause { Message = message }] });

    /// <summary>500 that asks to try again: the operation did not happen.</summary>
    public static Status ServerTimeout(GroupResource resource, string operation, int retryAfterSeconds = 0)
    {
        var details = About(resource, operation);
        details.RetryAfterSeconds = NullIfZero(retryAfterSeconds);
        return Failure(
            500, StatusReason.ServerTimeout, $"The {operation} operation against {resource} could not be completed at this time, please try again.", details);
    }

    /// <summary>503.</summary>
    public static Status ServiceUnavailable(string message) => Failure(503, StatusReason.ServiceUnavailable, message);

    /// <summary>504: the operation may yet happen.</summary>
    public static Status Timeout(string message, int retryAfterSeconds = 0) =>
        Failure(504, StatusReason.Timeout, $"Timeout: {message}", new StatusDetails { RetryAfterSeconds = NullIfZero(retryAfterSeconds) });

    private static int? NullIfZero(int value) => value == 0 ? null : value;
}
