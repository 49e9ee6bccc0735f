using Orchestrator.Api.Apply;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Errors;

/// <content>Failures of server-side apply.</content>
public static partial class StatusFactory
{
    /// <summary>409: other managers own fields that an apply would change. Each is a cause.</summary>
    public static Status ApplyConflict(FieldConflictException conflict)
    {
        var causes = conflict.Conflicts.Select(field => new StatusCause
        {
            Reason = "FieldManagerConflict",
            Message = $"conflict with {field.Manager}",
            Field = field.Path,
        });
        return Failure(409, StatusReason.Conflict, conflict.Message, new StatusDetails { Causes = [.. causes] });
    }
}
