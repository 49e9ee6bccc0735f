using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Jobs;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Tests.Controllers.Jobs;

public class JobControllerTests(JobFixture jobs) : IClassFixture<JobFixture>
{
    [Fact]
    public async Task Runs_pods_until_enough_have_succeeded()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => (spec.Completions, spec.Parallelism) = (3, 2));
        await jobs.UntilActiveAsync(ns, 2);
        var pod = jobs.Active(ns)[0];
        pod.Metadata.Finalizers.ShouldBe([JobNames.TrackingFinalizer]);
        pod.Metadata.Labels!["batch.kubernetes.io/job-name"].ShouldBe("work");
        pod.Metadata.GenerateName.ShouldBe("work-");
        pod.Metadata.OwnerReferences![0].ShouldSatisfyAllConditions(o => o.Kind.ShouldBe("Job"), o => o.Controller.ShouldBe(true), o => o.BlockOwnerDeletion.ShouldBe(true));
        await jobs.EndAsync(pod);
        await jobs.UntilAsync(key, status => status is { Succeeded: 1, Active: 2 }, "one is counted, two run");
        foreach (var other in jobs.Active(ns))
        {
            await jobs.EndAsync(other);
        }

        await jobs.UntilFinishedAsync(key, "Complete", "CompletionsReached");
        var status = jobs.Job(key).Status;
        status.Conditions!.Select(c => (c.Type, c.Message)).ShouldBe(
            [("SuccessCriteriaMet", "Reached expected number of succeeded pods"), ("Complete", "Reached expected number of succeeded pods")]);
        (status.Succeeded, status.Failed ?? 0, status.Active ?? 0, status.Ready, status.Terminating).ShouldBe((3, 0, 0, 0, 0));
        status.CompletionTime.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(status.StartTime!.Value);
        jobs.Cluster.Pods(ns).ShouldAllBe(p => !JobPods.IsTracked(p));
        await jobs.UntilToldAsync(ns, "Completed", "Job completed");
        await jobs.UntilToldAsync(ns, "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}");
    }

    [Fact]
    public async Task A_work_queue_ends_with_its_pods_once_one_has_succeeded()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => spec.Parallelism = 3);
        await jobs.UntilActiveAsync(ns, 3);
        await jobs.EndAsync(jobs.Active(ns)[0]);
        await jobs.UntilAsync(key, status => status is { Succeeded: 1, Active: 2 }, "no other takes its place");
        jobs.Cluster.Pods(ns).Count.ShouldBe(3);
        foreach (var other in jobs.Active(ns))
        {
            await jobs.EndAsync(other);
        }

        await jobs.UntilFinishedAsync(key, "Complete", "CompletionsReached");
        jobs.Job(key).Status.Succeeded.ShouldBe(3);
    }

    [Fact]
    public async Task Failures_make_it_wait_and_in_the_end_fail()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => (spec.Completions, spec.Parallelism, spec.BackoffLimit) = (2, 2, 1));
        await jobs.UntilActiveAsync(ns, 2);
        await jobs.EndAsync(jobs.Active(ns)[0], exitCode: 1);
        await jobs.UntilAsync(key, status => status is { Failed: 1, Active: 1 }, "it is counted");
        await jobs.AdvanceAsync(TimeSpan.FromSeconds(7), key);
        (await jobs.Cluster.ExplainAsync("job-controller", key)).Decision.ShouldContain("before the next pod");
        jobs.Active(ns).Count.ShouldBe(1, "it waits ten seconds");
        await jobs.AdvanceAsync(TimeSpan.FromSeconds(5), key);
        await jobs.UntilActiveAsync(ns, 2);

        await jobs.EndAsync(jobs.Active(ns)[0], exitCode: 1);
        await jobs.UntilFinishedAsync(key, "Failed", "BackoffLimitExceeded");
        var status = jobs.Job(key).Status;
        status.Conditions!.Select(c => c.Type).ShouldBe(["FailureTarget", "Failed"]);
        (status.Succeeded ?? 0, status.Failed, status.Active ?? 0, status.Terminating, status.CompletionTime).ShouldBe((0, 3, 0, 0, null), "the pod that still ran counts too");
        jobs.Cluster.Pods(ns).Count.ShouldBe(2, "and is deleted");
        await jobs.UntilToldAsync(ns, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
    }

    [Fact]
    public async Task Restarts_count_when_pods_restart_their_containers_themselves()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => (spec.BackoffLimit, spec.Template.Spec.RestartPolicy) = (2, "OnFailure"));
        await jobs.UntilActiveAsync(ns, 1);
        await jobs.EndAsync(jobs.Active(ns)[0], also: status =>
        {
            status.Phase = "Running";
            status.ContainerStatuses![0].RestartCount = 2;
        });
        await jobs.UntilFinishedAsync(key, "Failed", "BackoffLimitExceeded");
    }

    [Fact]
    public async Task A_deadline_ends_it()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => spec.ActiveDeadlineSeconds = 60);
        await jobs.UntilAsync(key, status => status.Active == 1, "it runs");
        await jobs.AdvanceAsync(TimeSpan.FromSeconds(61), key);
        await jobs.UntilFinishedAsync(key, "Failed", "DeadlineExceeded");
        jobs.Job(key).Status.Failed.ShouldBe(1);
        jobs.Cluster.Pods(ns).ShouldBeEmpty();
        await jobs.UntilToldAsync(ns, "DeadlineExceeded", "Job was active longer than specified deadline");
    }

    [Fact]
    public async Task Is_suspended_and_resumed()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => (spec.Suspend, spec.Parallelism, spec.Completions, spec.ActiveDeadlineSeconds) = (true, 2, 2, 60));
        await jobs.UntilFinishedAsync(key, "Suspended", "JobSuspended");
        (jobs.Cluster.Pods(ns).Count, jobs.Job(key).Status.StartTime).ShouldBe((0, null));
        await jobs.UntilToldAsync(ns, "Suspended", "Job suspended");
        await jobs.Cluster.PatchAsync(key, "{'spec':{'suspend':false}}");
        await jobs.UntilAsync(key, status => status is { Active: 2, StartTime: not null }, "it runs");
        var started = jobs.Job(key).Status.StartTime;
        jobs.Advance(TimeSpan.FromSeconds(50));
        await jobs.Cluster.PatchAsync(key, "{'spec':{'suspend':true}}");
        await jobs.UntilAsync(key, status => status.Active is null && status.Conditions!.Exists(c => c is { Type: "Suspended", Status: "True" }), "its pods go");
        (jobs.Job(key).Status.Failed ?? 0).ShouldBe(0, "pods that it gave up did not fail");
        jobs.Advance(TimeSpan.FromSeconds(50));
        await jobs.Cluster.PatchAsync(key, "{'spec':{'suspend':false}}");
        await jobs.UntilAsync(key, status => status.Active == 2, "it runs again");
        jobs.Job(key).Status.StartTime.ShouldNotBeNull().ShouldBeGreaterThan(started!.Value, "its deadline begins anew");
        jobs.Job(key).Status.Conditions.ShouldNotBeNull().ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Status.ShouldBe("False"), c => c.Reason.ShouldBe("JobResumed"));
        await jobs.UntilToldAsync(ns, "Resumed", "Job resumed");
    }

    [Fact]
    public async Task Fewer_at_a_time_are_not_failures()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => (spec.Completions, spec.Parallelism) = (10, 5));
        await jobs.UntilActiveAsync(ns, 5);
        await jobs.Cluster.PatchAsync(key, "{'spec':{'parallelism':2}}");
        await jobs.UntilAsync(key, status => status is { Active: 2, Terminating: 0 }, "two run");
        (jobs.Job(key).Status.Failed ?? 0).ShouldBe(0);
        jobs.Active(ns).ShouldAllBe(pod => JobPods.IsTracked(pod));
    }

    [Fact]
    public async Task Is_left_to_whom_it_names()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => spec.ManagedBy = "example.com/queue");
        (await jobs.Cluster.ExplainAsync("job-controller", key)).Decision.ShouldContain("example.com/queue");
        jobs.Cluster.Pods(ns).ShouldBeEmpty();
        jobs.Job(key).Status.StartTime.ShouldBeNull();
    }

    [Fact]
    public async Task Adopts_pods_that_match_and_counts_them()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        await jobs.Cluster.Client.CreateAsync(Orchestrator.Grains.Tests.ControlPlane.Make.Pod(ns, "stray", labels: new() { ["queue"] = "a" }), CancellationToken.None);
        var key = await jobs.CreateAsync(ns, spec =>
        {
            spec.ManualSelector = true;
            spec.Selector = new LabelSelector { MatchLabels = new() { ["queue"] = "a" } };
            spec.Template.Metadata.Labels = new() { ["queue"] = "a" };
        });
        await jobs.UntilAsync(key, status => status.Active == 1, "it has a pod");
        var stray = jobs.Cluster.Pods(ns).ShouldHaveSingleItem();
        stray.Metadata.Name.ShouldBe("stray");
        JobPods.IsTracked(stray).ShouldBeTrue();
        await jobs.EndAsync(stray);
        await jobs.UntilFinishedAsync(key, "Complete", "CompletionsReached");
    }

    [Fact]
    public async Task Pods_of_a_job_that_is_gone_are_not_held()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => spec.Parallelism = 3);
        await jobs.UntilActiveAsync(ns, 3);
        await jobs.Cluster.Client.DeleteAsync(key, new WriteOptions { PropagationPolicy = "Background" }, CancellationToken.None);
        await jobs.Cluster.UntilAsync(() => jobs.Cluster.Pods(ns).Count == 0 && jobs.Cluster.Replica.Get(key) is null, "all is gone");
        key = await jobs.CreateAsync(ns, spec => spec.Parallelism = 3);
        await jobs.UntilActiveAsync(ns, 3);
        await jobs.Cluster.Client.DeleteAsync(key, new WriteOptions { PropagationPolicy = "Orphan" }, CancellationToken.None);
        await jobs.Cluster.UntilAsync(
            () => jobs.Cluster.Replica.Get(key) is null && jobs.Cluster.Pods(ns) is { Count: 3 } left && left.TrueForAll(pod => !JobPods.IsTracked(pod)), "the pods stay, free");
        key = await jobs.CreateAsync(ns, spec => spec.Parallelism = 3, "third");
        await jobs.UntilActiveAsync(ns, 6);
        await jobs.Cluster.Client.DeleteAsync(key, new WriteOptions { PropagationPolicy = "Foreground" }, CancellationToken.None);
        await jobs.Cluster.UntilAsync(() => jobs.Cluster.Replica.Get(key) is null && jobs.Cluster.Pods(ns).Count == 3, "the job goes after its pods");
    }

    [Fact]
    public async Task Goes_some_time_after_it_is_over()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, spec => spec.TtlSecondsAfterFinished = 100);
        await jobs.UntilActiveAsync(ns, 1);
        await jobs.EndAsync(jobs.Active(ns)[0]);
        await jobs.UntilFinishedAsync(key, "Complete", "CompletionsReached");
        await jobs.AdvanceAsync(TimeSpan.FromSeconds(90), key);
        (await jobs.Cluster.ExplainAsync("ttl-after-finished-controller", key)).Decision.ShouldStartWith("deletes the job at");
        jobs.Cluster.Replica.Get(key).ShouldNotBeNull();
        await jobs.AdvanceAsync(TimeSpan.FromSeconds(20), key);
        await jobs.Cluster.UntilAsync(() => jobs.Cluster.Replica.Get(key) is null && jobs.Cluster.Pods(ns).Count == 0, "job and pod are gone");
    }

    [Fact]
    public async Task A_pod_that_lost_its_finalizer_while_it_ran_is_still_counted()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await jobs.CreateAsync(ns, _ => { });
        await jobs.UntilActiveAsync(ns, 1);
        var pod = jobs.Active(ns)[0];
        await jobs.Cluster.PatchAsync(KnownResources.Pods.Key(ns, pod.Metadata.Name!), "{'metadata':{'finalizers':null}}");
        await jobs.Cluster.UntilAsync(() => JobPods.IsTracked(jobs.Active(ns)[0]), "it has it again");
        await jobs.EndAsync(pod);
        await jobs.UntilFinishedAsync(key, "Complete", "CompletionsReached");
        (jobs.Job(key).Status.Succeeded, jobs.Cluster.Pods(ns).Count).ShouldBe((1, 1));
    }
}
