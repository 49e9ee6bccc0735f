using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Ledger.Contract;
using Orleans.Storage;

namespace Orchestrator.Grains.Objects;

/// <summary>Says to a client what a failed commit means: whether it happened may be unknown, and it may try again.</summary>
internal static class LedgerFailure
{
    /// <summary>503 when the store is away or too contended, 500 for what nobody expected.</summary>
    public static Status Describe(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is LedgerUnavailableException or InconsistentStateException)
            {
                return StatusFactory.ServiceUnavailable(cause.Message);
            }
        }

        return StatusFactory.InternalError(failure.Message);
    }
}
