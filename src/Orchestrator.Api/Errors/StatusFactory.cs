using Orchestrator.Api.Models.Meta.V1;
using GroupKind = Orchestrator.Api.Objects.GroupKind;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Api.Errors;

/// <summary>
/// Makes the Status of each failure with the code, reason, message and details of a real server (apimachinery's <c>api/errors</c>):
/// clients match on all four.
/// </summary>
public static partial class StatusFactory
{
    /// <summary>What a conflict says when the resourceVersion of an update is not the current one.</summary>
    public const string ObjectModified = "the object has been modified; please apply your changes to the latest version and try again";

    /// <summary>404: there is no such object.</summary>
    public static Status NotFound(GroupResource resource, string name) =>
        Failure(404, StatusReason.NotFound, $"{resource} {GoText.Quote(name)} not found", About(resource, name));

    /// <summary>404: there is no such path.</summary>
    public static Status PathNotFound() =>
        Failure(404, StatusReason.NotFound, "the server could not find the requested resource", new StatusDetails());

    /// <summary>409: an object of this name exists.</summary>
    public static Status AlreadyExists(GroupResource resource, string name) =>
        Failure(409, StatusReason.AlreadyExists, $"{resource} {GoText.Quote(name)} already exists", About(resource, name));

    /// <summary>409: several names generated from <c>generateName</c> were all taken.</summary>
    public static Status GenerateNameConflict(GroupResource resource, string name, int retryAfterSeconds = 1)
    {
        var details = About(resource, name);
        details.RetryAfterSeconds = retryAfterSeconds;
        return Failure(
            409,
            StatusReason.AlreadyExists,
            $"{resource} {GoText.Quote(name)} already exists, the server was not able to generate a unique name for the object",
            details);
    }

    /// <summary>409: the operation is not possible on the object as it is.</summary>
    public static Status Conflict(GroupResource resource, string name, string message = ObjectModified) =>
        Failure(409, StatusReason.Conflict, $"Operation cannot be fulfilled on {resource} {GoText.Quote(name)}: {message}", About(resource, name));

    /// <summary>409: the uid or resourceVersion in an operation's preconditions is not the object's.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="name">The object.</param>
    /// <param name="field"><c>UID</c> or <c>ResourceVersion</c>.</param>
    /// <param name="expected">What the precondition says.</param>
    /// <param name="actual">What the object has.</param>
    public static Status PreconditionFailed(GroupResource resource, string name, string field, string expected, string actual) =>
        Conflict(resource, name, $"Precondition failed: {field} in precondition: {expected}, {field} in object meta: {actual}");

    /// <summary>422: the object does not pass validation.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The object.</param>
    /// <param name="errors">What is wrong.</param>
    public static Status Invalid(GroupKind kind, string name, FieldErrors errors)
    {
        var causes = errors.Select(error => new StatusCause { Reason = error.Reason, Message = error.Body, Field = error.Field }).ToList();
        var details = new StatusDetails { Group = NullIfEmpty(kind.Group), Kind = NullIfEmpty(kind.Kind), Name = NullIfEmpty(name), Causes = causes.Count == 0 ? null : causes };
        var subject = $"{kind} {GoText.Quote(name)} is invalid";
        return Failure(422, StatusReason.Invalid, errors.Count == 0 ? subject : $"{subject}: {errors}", details);
    }

    /// <summary>400.</summary>
    public static Status BadRequest(string message) => Failure(400, StatusReason.BadRequest, message);

    /// <summary>405: the resource knows no such action.</summary>
    public static Status MethodNotAllowed(GroupResource resource, string action) =>
        Failure(
            405,
            StatusReason.MethodNotAllowed,
            $"{action} is not supported on resources of kind {GoText.Quote(resource.ToString())}",
            About(resource, ""));

    /// <summary>405: the path is known and has nothing to do with the request's method, as the router of the built-in kinds says it.</summary>
    public static Status MethodNotRouted() =>
        Failure(405, StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource", new StatusDetails());

    /// <summary>410: the resourceVersion or continue token is older than the window of changes.</summary>
    public static Status Expired(string message) => Failure(410, StatusReason.Expired, message);

    /// <summary>410: a watch or list asks for changes since a revision that is no longer kept.</summary>
    public static Status TooOldResourceVersion(long requested, long oldest) => Expired($"too old resource version: {requested} ({oldest})");

    /// <summary>410.</summary>
    public static Status Gone(string message) => Failure(410, StatusReason.Gone, message);

    /// <summary>A patch that could not be applied.</summary>
    public static Status Patch(Patches.PatchException failure) => failure.Failure switch
    {
        Patches.PatchFailure.Malformed => BadRequest(failure.Message),
        Patches.PatchFailure.TooLarge => RequestEntityTooLarge(failure.Message),

        // A real server does not tell the client which operation failed.
        _ => Failure(422, StatusReason.Invalid, "the server rejected our request due to an error in our request", new StatusDetails()),
    };

    internal static Status Failure(int code, string reason, string message, StatusDetails? details = null) => new()
    {
        StatusValue = "Failure",
        Code = code,
        Reason = NullIfEmpty(reason),
        Message = message,
        Details = details,
    };

    private static StatusDetails About(GroupResource resource, string name) =>
        new() { Name = NullIfEmpty(name), Group = NullIfEmpty(resource.Group), Kind = NullIfEmpty(resource.Resource) };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
