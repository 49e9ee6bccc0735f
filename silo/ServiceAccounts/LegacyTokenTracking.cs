using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Silo.SystemObjects;

namespace Orchestrator.Silo.ServiceAccounts;

/// <summary>The config map that says since when the use of tokens in secrets has been noted.</summary>
internal sealed class LegacyTokenTracking(TimeProvider time) : ISystemObjectSource
{
    /// <inheritdoc/>
    public IEnumerable<SystemObject> Objects =>
    [
        new(
            LegacyTokens.Tracking,
            () => new ConfigMap
            {
                Metadata = new ObjectMeta { Name = LegacyTokens.Tracking.Name, Namespace = LegacyTokens.Tracking.Namespace },
                Data = new(StringComparer.Ordinal) { [LegacyTokens.Since] = LegacyTokens.Text(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) },
            }),
    ];
}
