using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Jobs;

namespace Orchestrator.Grains.Tests.Controllers.Jobs;

public class IndexedJobTests(JobFixture jobs) : IClassFixture<JobFixture>
{
    [Fact]
    public async Task Each_index_succeeds_once()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => (spec.CompletionMode, spec.Completions, spec.Parallelism) = ("Indexed", 5, 3));
        await jobs.UntilActiveAsync(ns, 3);
        var pod = jobs.Index(ns, 1);
        pod.Metadata.Name.ShouldNotBeNull().ShouldStartWith("work-1-");
        pod.Metadata.GenerateName.ShouldBe("work-1-");
        pod.Spec.Hostname.ShouldBe("work-1");
        pod.Metadata.Labels![JobNames.CompletionIndex].ShouldBe("1");
        pod.Metadata.Annotations![JobNames.CompletionIndex].ShouldBe("1");
        var variable = pod.Spec.Containers[0].Env.ShouldNotBeNull().ShouldHaveSingleItem();
        (variable.Name, variable.ValueFrom!.FieldRef!.FieldPath).ShouldBe(("JOB_COMPLETION_INDEX", "metadata.labels['batch.kubernetes.io/job-completion-index']"));
        await jobs.EndAsync(jobs.Index(ns, 0));
        await jobs.EndAsync(jobs.Index(ns, 2));
        await jobs.UntilAsync(key, status => status is { CompletedIndexes: "0,2", Succeeded: 2, Active: 3 }, "two are done, and the next are tried");
        await jobs.EndAsync(jobs.Index(ns, 1), exitCode: 1);
        await jobs.UntilAsync(key, status => status is { Failed: 1 }, "one failed");
        await jobs.AdvanceAsync(TimeSpan.FromMinutes(1), key);
        await jobs.UntilActiveAsync(ns, 3);
        jobs.Index(ns, 1).Metadata.Name.ShouldNotBe(pod.Metadata.Name);
        foreach (var other in jobs.Active(ns))
        {
            await jobs.EndAsync(other);
        }

        await jobs.UntilFinishedAsync(key, "Complete", "CompletionsReached");
        var status = jobs.Job(key).Status;
        (status.CompletedIndexes, status.Succeeded, status.Failed).ShouldBe(("0-4", 5, 1));
    }

    [Fact]
    public async Task Grows_and_shrinks()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => (spec.CompletionMode, spec.Completions, spec.Parallelism) = ("Indexed", 3, 3));
        await jobs.UntilActiveAsync(ns, 3);
        await jobs.EndAsync(jobs.Index(ns, 2));
        await jobs.UntilAsync(key, status => status.CompletedIndexes == "2", "the last one is done");
        await jobs.Cluster.PatchAsync(key, "{'spec':{'completions':5,'parallelism':5}}");
        await jobs.UntilActiveAsync(ns, 4);
        await jobs.Cluster.PatchAsync(key, "{'spec':{'completions':2,'parallelism':2}}");
        await jobs.UntilAsync(key, status => status is { CompletedIndexes: null, Succeeded: null, Active: 2 }, "what is beyond does not count");
        jobs.Active(ns).Select(JobPods.Index).Order().ShouldBe([0, 1]);
        await jobs.EndAsync(jobs.Index(ns, 0));
        await jobs.EndAsync(jobs.Index(ns, 1));
        await jobs.UntilFinishedAsync(key, "Complete", "CompletionsReached");
        (jobs.Job(key).Status.CompletedIndexes, jobs.Job(key).Status.Failed ?? 0).ShouldBe(("0,1", 0));
    }

    [Fact]
    public async Task Each_index_has_its_own_failures()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(
            ns, spec => (spec.CompletionMode, spec.Completions, spec.Parallelism, spec.BackoffLimitPerIndex) = ("Indexed", 3, 3, 1));
        await jobs.UntilActiveAsync(ns, 3);
        var first = jobs.Index(ns, 1);
        first.Metadata.Annotations![JobNames.IndexFailureCount].ShouldBe("0");
        await jobs.EndAsync(first, exitCode: 1);
        await jobs.UntilAsync(key, status => status is { Active: 2, FailedIndexes: "" }, "it gets another try");
        JobPods.IsTracked(jobs.Cluster.Pods(ns).Single(pod => pod.Metadata.Name == first.Metadata.Name)).ShouldBeTrue("and is kept until then");
        await jobs.AdvanceAsync(TimeSpan.FromSeconds(12), key);
        await jobs.UntilAsync(key, status => status is { Active: 3, Failed: 1 }, "which it has after ten seconds");
        jobs.Index(ns, 1).Metadata.Annotations![JobNames.IndexFailureCount].ShouldBe("1");
        await jobs.EndAsync(jobs.Index(ns, 1), exitCode: 1);
        await jobs.UntilAsync(key, status => status is { FailedIndexes: "1", Failed: 2, Active: 2 }, "now it has failed, and the others go on");
        await jobs.EndAsync(jobs.Index(ns, 0));
        await jobs.EndAsync(jobs.Index(ns, 2));
        await jobs.UntilFinishedAsync(key, "Failed", "FailedIndexes");
        var status = jobs.Job(key).Status;
        (status.CompletedIndexes, status.FailedIndexes, status.Succeeded, status.Failed).ShouldBe(("0,2", "1", 2, 2));
        await jobs.UntilToldAsync(ns, "FailedIndexes", "Job has failed indexes");
    }

    [Fact]
    public async Task Too_many_failed_indexes_end_it()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(
            ns, spec => (spec.CompletionMode, spec.Completions, spec.Parallelism, spec.BackoffLimitPerIndex, spec.MaxFailedIndexes) = ("Indexed", 4, 4, 0, 1));
        await jobs.UntilActiveAsync(ns, 4);
        await jobs.EndAsync(jobs.Index(ns, 0), exitCode: 1);
        await jobs.UntilAsync(key, status => status is { FailedIndexes: "0", Active: 3 }, "one may fail");
        await jobs.EndAsync(jobs.Index(ns, 3), exitCode: 1);
        await jobs.UntilFinishedAsync(key, "Failed", "MaxFailedIndexesExceeded");
        (jobs.Job(key).Status.FailedIndexes, jobs.Job(key).Status.Failed).ShouldBe(("0,3", 4));
    }

    [Fact]
    public async Task A_success_policy_ends_it_when_enough_indexes_are_done()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec =>
        {
            (spec.CompletionMode, spec.Completions, spec.Parallelism) = ("Indexed", 5, 5);
            spec.SuccessPolicy = new Api.Models.Batch.V1.SuccessPolicy { Rules = [new SuccessPolicyRule { SucceededIndexes = "4" }, new SuccessPolicyRule { SucceededIndexes = "0-2", SucceededCount = 2 }] };
        });
        await jobs.UntilActiveAsync(ns, 5);
        await jobs.EndAsync(jobs.Index(ns, 3));
        await jobs.EndAsync(jobs.Index(ns, 0));
        await jobs.UntilAsync(key, status => status.CompletedIndexes == "0,3", "that is not enough");
        await jobs.EndAsync(jobs.Index(ns, 2));
        await jobs.UntilFinishedAsync(key, "Complete", "SuccessPolicy");
        var status = jobs.Job(key).Status;
        status.Conditions!.Select(c => (c.Type, c.Reason, c.Message)).ShouldBe(
            [("SuccessCriteriaMet", "SuccessPolicy", "Matched rules at index 1"), ("Complete", "SuccessPolicy", "Matched rules at index 1")]);
        (status.CompletedIndexes, status.Succeeded, status.Failed ?? 0, status.Active ?? 0).ShouldBe(("0,2,3", 3, 0, 0));
        jobs.Active(ns).ShouldBeEmpty("the others are not needed any more");
    }

    [Theory]
    [InlineData("FailJob", 42)]
    [InlineData("Ignore", 43)]
    [InlineData("FailIndex", 44)]
    [InlineData("Count", 45)]
    public async Task A_failure_policy_decides_by_exit_code(string action, int code)
    {
        var ns = await jobs.Cluster.NamespaceAsync(nameof(A_failure_policy_decides_by_exit_code) + action);
        var key = await jobs.CreateAsync(ns, spec =>
        {
            (spec.CompletionMode, spec.Completions, spec.Parallelism, spec.BackoffLimitPerIndex) = ("Indexed", 2, 2, 5);
            spec.PodFailurePolicy = new PodFailurePolicy
            {
                Rules = [.. new[] { "FailJob", "Ignore", "FailIndex", "Count" }.Select((a, i) => new PodFailurePolicyRule
                {
                    Action = a, OnExitCodes = new PodFailurePolicyOnExitCodesRequirement { Operator = "In", Values = [42 + i] },
                })],
            };
        });
        await jobs.UntilActiveAsync(ns, 2);
        var pod = jobs.Index(ns, 0);
        await jobs.EndAsync(pod, exitCode: code);
        if (action == "FailJob")
        {
            await jobs.UntilFinishedAsync(key, "Failed", "PodFailurePolicy");
            jobs.Job(key).Status.Conditions![1].Message.ShouldBe($"Container main for pod {ns}/{pod.Metadata.Name} failed with exit code 42 matching FailJob rule at index 0");
            jobs.Job(key).Status.Failed.ShouldBe(2);
            return;
        }

        if (action == "FailIndex")
        {
            await jobs.UntilAsync(key, status => status is { FailedIndexes: "0", Failed: 1, Active: 1 }, "the index has failed at once");
            return;
        }

        await jobs.UntilAsync(key, status => status.Active == 1, "it is seen");
        await jobs.AdvanceAsync(TimeSpan.FromSeconds(12), key);
        await jobs.UntilAsync(key, status => status.Active == 2, "it is tried again");
        var annotations = jobs.Index(ns, 0).Metadata.Annotations!;
        if (action == "Ignore")
        {
            (annotations[JobNames.IndexFailureCount], annotations[JobNames.IndexIgnoredFailureCount], jobs.Job(key).Status.Failed ?? 0).ShouldBe(("0", "1", 0));
        }
        else
        {
            annotations[JobNames.IndexFailureCount].ShouldBe("1");
            await jobs.UntilAsync(key, status => status.Failed == 1, "and counted");
        }
    }

    [Fact]
    public async Task A_failure_policy_decides_by_a_condition()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec =>
        {
            spec.BackoffLimit = 0;
            spec.PodFailurePolicy = new PodFailurePolicy
            {
                Rules = [new PodFailurePolicyRule { Action = "Ignore", OnPodConditions = [new PodFailurePolicyOnPodConditionsPattern { Type = "DisruptionTarget", Status = "True" }] }],
            };
        });
        await jobs.UntilActiveAsync(ns, 1);
        await jobs.EndAsync(jobs.Active(ns)[0], exitCode: 1, also: status => status.Conditions = [new PodCondition { Type = "DisruptionTarget", Status = "True" }]);
        await jobs.Cluster.UntilAsync(() => jobs.Cluster.Pods(ns).TrueForAll(pod => !JobPods.IsTracked(pod)), "it is taken note of");
        await jobs.AdvanceAsync(TimeSpan.FromSeconds(12), key);
        await jobs.UntilActiveAsync(ns, 1);
        (jobs.Job(key).Status.Failed ?? 0, jobs.Job(key).Status.Conditions).ShouldBe((0, null));
    }
}
