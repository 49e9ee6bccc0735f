using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.StorageMigration.V1beta1;

namespace Orchestrator.Grains.Controllers.StorageVersionMigrations;

/// <summary>The three conditions of a migration, each with the one reason that it has.</summary>
internal static class MigrationConditions
{
    private const string Running = "Running";
    private const string Succeeded = "Succeeded";
    private const string Failed = "Failed";

    /// <summary>Whether the migration has come to its end, well or not.</summary>
    public static bool IsOver(StorageVersionMigrationStatus status) => Holds(status, Succeeded) || Holds(status, Failed);

    /// <summary>The status of a migration that begins.</summary>
    public static StorageVersionMigrationStatus Begun(StorageVersionMigrationStatus status, string resourceVersion, DateTime now) =>
        With(status, Running, "StorageVersionMigrationInProgress", "", now, string.IsNullOrEmpty(status.ResourceVersion) ? resourceVersion : status.ResourceVersion);

    /// <summary>The status of one that is through.</summary>
    public static StorageVersionMigrationStatus Done(StorageVersionMigrationStatus status, DateTime now) =>
        With(status, Succeeded, "StorageVersionMigrationSucceeded", "", now, status.ResourceVersion);

    /// <summary>The status of one that cannot go on.</summary>
    public static StorageVersionMigrationStatus GivenUp(StorageVersionMigrationStatus status, string message, DateTime now) =>
        With(status, Failed, "StorageVersionMigrationFailed", message, now, status.ResourceVersion);

    private static StorageVersionMigrationStatus With(
        StorageVersionMigrationStatus status, string type, string reason, string message, DateTime now, string? resourceVersion)
    {
        if (Holds(status, type) && status.ResourceVersion == resourceVersion)
        {
            return status;
        }

        var time = Timestamp.Seconds(now);
        var conditions = new List<Condition>();
        foreach (var condition in status.Conditions ?? [])
        {
            if (condition.Type != type)
            {
                conditions.Add(condition is { Type: Running, Status: "True" } ? Ended(condition, time) : condition);
            }
        }

        conditions.Add(new Condition { Type = type, Status = "True", LastTransitionTime = time, Reason = reason, Message = message });
        return new StorageVersionMigrationStatus { Conditions = conditions, ResourceVersion = resourceVersion };
    }

    private static Condition Ended(Condition running, DateTime time) =>
        new() { Type = running.Type, Status = "False", LastTransitionTime = time, Reason = running.Reason, Message = running.Message };

    private static bool Holds(StorageVersionMigrationStatus status, string type) => status.Conditions?.Exists(condition => condition.Type == type && condition.Status == "True") == true;
}
