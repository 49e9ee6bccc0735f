using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Service accounts. Of the secrets they refer to only the names are kept.</summary>
public sealed class ServiceAccountStrategy : KindStrategy<ServiceAccount>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<ServiceAccount>(),
        Tables.Columns.Text<ServiceAccount>("Secrets", account => Invariant.Text(account.Secrets?.Count ?? 0), "How many secrets its pods may use"),
        Tables.Columns.Age<ServiceAccount>(),
    ];

    /// <inheritdoc/>
    protected override void PrepareForCreate(ServiceAccount obj) => KeepNames(obj);

    /// <inheritdoc/>
    protected override void PrepareForUpdate(ServiceAccount obj, ServiceAccount old, string subresource) => KeepNames(obj);

    private static void KeepNames(ServiceAccount account) => account.Secrets = account.Secrets?.ConvertAll(secret => new ObjectReference { Name = secret.Name });
}
