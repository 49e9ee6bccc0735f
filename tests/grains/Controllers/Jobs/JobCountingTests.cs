using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Jobs;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Tests.Controllers.Jobs;

/// <summary>The process is killed at random moments while pods end at random: each pod is counted once, and no completion has two.</summary>
public class JobCountingTests
{
    private const int Completions = 40;
    private const int Parallelism = 8;

    [Theory]
    [InlineData(1, "NonIndexed")]
    [InlineData(2, "NonIndexed")]
    [InlineData(3, "Indexed")]
    [InlineData(4, "Indexed")]
    public async Task Counts_are_exact_whatever_is_killed(int seed, string mode)
    {
        var random = new Random(seed);
        var jobs = new JobFixture();
        await jobs.InitializeAsync();
        try
        {
            var ns = await jobs.Cluster.NamespaceAsync();
            var key = await jobs.CreateAsync(ns, spec => (spec.CompletionMode, spec.Completions, spec.Parallelism, spec.BackoffLimit) = (mode, Completions, Parallelism, 1000));
            for (var kills = 0; ;)
            {
                jobs.Advance(TimeSpan.FromMinutes(11));
                await PlayAsync(jobs, ns, key, random);
                if (JobState.Finished(jobs.Job(key)) is not null)
                {
                    break;
                }

                if (kills < 12 && random.Next(2) == 0)
                {
                    kills++;
                    await jobs.Cluster.KillAsync();
                    await jobs.Cluster.StartAsync();
                }
            }

            var status = jobs.Job(key).Status;
            var pods = jobs.Cluster.Pods(ns);
            status.Conditions!.Select(c => c.Type).ShouldBe(["SuccessCriteriaMet", "Complete"]);
            status.UncountedTerminatedPods.ShouldNotBeNull().ShouldSatisfyAllConditions(u => u.Succeeded.ShouldBeNull(), u => u.Failed.ShouldBeNull());
            status.Failed.ShouldBe(pods.Count(pod => pod.Status.Phase == "Failed"));
            (status.Succeeded, pods.Count(pod => pod.Status.Phase == "Succeeded")).ShouldBe((Completions, Completions), "no more than needed were run to the end");
            pods.ShouldAllBe(pod => PodState.IsFinished(pod) && !JobPods.IsTracked(pod));
            if (mode == "Indexed")
            {
                status.CompletedIndexes.ShouldBe("0-39");
                pods.FindAll(pod => pod.Status.Phase == "Succeeded").Select(pod => JobPods.Index(pod)!.Value).Order().ShouldBe(Enumerable.Range(0, Completions));
            }
        }
        finally
        {
            await jobs.DisposeAsync();
        }
    }

    /// <summary>Has some of the pods end; what the kill interrupts is left as it is.</summary>
    private static async Task PlayAsync(JobFixture jobs, string ns, ObjectKey key, Random random)
    {
        await jobs.AdvanceAsync(TimeSpan.Zero, key);
        await jobs.Cluster.UntilAsync(() => jobs.Active(ns).Count > 0 || JobState.Finished(jobs.Job(key)) is not null, "it goes on");
        jobs.Active(ns).Count.ShouldBeLessThanOrEqualTo(Parallelism);
        var ends = new List<Task>();
        foreach (var pod in jobs.Active(ns).Where(_ => random.Next(3) > 0))
        {
            ends.Add(EndAsync(jobs, pod, exitCode: random.Next(4) == 0 ? 1 : 0));
        }

        for (var i = random.Next(1, ends.Count + 1); i-- > 0 && ends.Count > 0;)
        {
            ends.Remove(await Task.WhenAny(ends));
        }
    }

    private static async Task EndAsync(JobFixture jobs, Pod pod, int exitCode)
    {
        try
        {
            await jobs.EndAsync(pod, exitCode);
        }
        catch (Exception interrupted) when (interrupted is not ApiException { Status.Code: 400 or 422 })
        {
            // The process was killed: the agent does not know whether it was heard.
        }
    }
}
