using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Strategies.Apps;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>The table of jobs.</summary>
internal static class JobColumns
{
    public static readonly IReadOnlyList<TableColumn> All =
    [
        Columns.Name<Job>(),
        Columns.Text<Job>("Status", Status, "Whether the job runs, is done or failed"),
        Columns.Text<Job>("Completions", Completions, "Pods that succeeded, of those wanted"),
        new TableColumn<Job>("Duration", (job, now) => Duration(job, now), Description: "How long the job has been running, or ran"),
        Columns.Age<Job>(),
        WorkloadColumns.Containers<Job>(job => job.Spec.Template),
        WorkloadColumns.Images<Job>(job => job.Spec.Template),
        WorkloadColumns.Selector<Job>(job => job.Spec.Selector),
    ];

    private static string Status(Job job) => job switch
    {
        _ when Is(job, "Complete") => "Complete",
        _ when Is(job, "Failed") => "Failed",
        _ when job.Metadata.DeletionTimestamp is not null => "Terminating",
        _ when Is(job, "Suspended") => "Suspended",
        _ when Is(job, "FailureTarget") => "FailureTarget",
        _ when Is(job, "SuccessCriteriaMet") => "SuccessCriteriaMet",
        _ => "Running",
    };

    private static string Completions(Job job)
    {
        var succeeded = Invariant.Text(job.Status.Succeeded ?? 0);
        return job.Spec switch
        {
            { Completions: { } completions } => $"{succeeded}/{Invariant.Text(completions)}",
            { Parallelism: > 1 and var parallelism } => $"{succeeded}/1 of {Invariant.Text(parallelism)}",
            _ => $"{succeeded}/1",
        };
    }

    private static string Duration(Job job, DateTime now) =>
        job.Status.StartTime is { } start ? HumanDuration.Format((job.Status.CompletionTime ?? now) - start) : "";

    private static bool Is(Job job, string condition) => job.Status.Conditions?.Exists(c => c.Type == condition && c.Status == "True") == true;
}
