using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>Jobs, cron jobs and disruption budgets, by the real kubectl.</summary>
public sealed class JobTests
{
    [SkippableFact]
    public async Task Jobs_and_cron_jobs_run_containers_to_their_end()
    {
        Needs.Kubectl();
        await Needs.DockerAsync();
        await using var cluster = await Cluster.StartDockerAsync();

        await cluster.KubectlAsync("create", "job", "once", "--image=hello:1", "--", "sh", "-c", "echo done");
        await cluster.KubectlAsync("wait", "--for=condition=complete", "job/once", "--timeout=60s");
        (await cluster.KubectlAsync("logs", "job/once")).ShouldBe("done\n");
        (await cluster.KubectlAsync("get", "job", "once")).ShouldMatch(@"once +Complete +1/1 +\d+s");

        await cluster.ApplyAsync(
            """
            {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"indexed"},"spec":{"completionMode":"Indexed","completions":3,"parallelism":3,"template":{"spec":
            {"restartPolicy":"Never","containers":[{"name":"main","image":"hello:1","command":["sh","-c","echo index $JOB_COMPLETION_INDEX on $(hostname)"]}]}}}}
            """);
        await cluster.KubectlAsync("wait", "--for=condition=complete", "job/indexed", "--timeout=60s");
        (await cluster.KubectlAsync("logs", "-l", "batch.kubernetes.io/job-completion-index=2,job-name=indexed")).ShouldBe("index 2 on indexed-2\n");
        (await cluster.KubectlAsync("get", "job", "indexed", "-o", "jsonpath={.status.completedIndexes}")).ShouldBe("0-2");

        await cluster.KubectlAsync("create", "job", "bad", "--image=hello:1", "--", "sh", "-c", "exit 3");
        await cluster.KubectlAsync("patch", "job", "bad", "-p", """{"spec":{"backoffLimit":0}}""");
        await cluster.KubectlAsync("wait", "--for=condition=failed", "job/bad", "--timeout=60s");
        (await cluster.KubectlAsync("describe", "job", "bad")).ShouldContain("BackoffLimitExceeded");

        await cluster.KubectlAsync("create", "cronjob", "tick", "--image=hello:1", "--schedule=* * * * *", "--", "sh", "-c", "echo tick");
        await cluster.KubectlAsync("create", "job", "manual", "--from=cronjob/tick");
        await cluster.KubectlAsync("wait", "--for=condition=complete", "job/manual", "--timeout=60s");
        (await cluster.KubectlAsync("logs", "job/manual")).ShouldBe("tick\n");
        await cluster.KubectlAsync("wait", "--for=jsonpath={.status.lastScheduleTime}", "cronjob/tick", "--timeout=90s");
        (await cluster.KubectlAsync("get", "jobs", "-o", "name")).ShouldMatch(@"job.batch/tick-\d{8}\b");

        await cluster.KubectlAsync("delete", "cronjob,job", "--all");
        await Eventually.BecomesAsync(() => cluster.KubectlAsync("get", "pods,jobs,cronjobs", "-o", "name"), names => names.Length == 0);
    }

    [SkippableFact]
    public async Task A_drain_honours_a_budget_also_of_a_custom_resource()
    {
        Needs.Kubectl();
        await using var cluster = await Cluster.StartSimulatedAsync(nodes: 3);

        await cluster.KubectlAsync("create", "deployment", "web", "--image=any:1", "--replicas=3");
        await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=30s");
        await cluster.KubectlAsync("create", "poddisruptionbudget", "web", "--selector=app=web", "--max-unavailable=1");
        await cluster.KubectlAsync("wait", "--for=jsonpath={.status.disruptionsAllowed}=1", "pdb/web", "--timeout=30s");
        (await cluster.KubectlAsync("get", "pdb", "web")).ShouldMatch(@"web +N/A +1 +1 ");
        var node = await cluster.KubectlAsync("get", "pods", "-o", "jsonpath={.items[0].spec.nodeName}");
        (await cluster.KubectlAsync("drain", node, "--timeout=60s")).ShouldContain("drained");
        await cluster.KubectlAsync("rollout", "status", "deployment/web", "--timeout=30s");

        await cluster.ApplyAsync(
            """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"fleets.example.com"},"spec":{"group":"example.com","scope":"Namespaced",
            "names":{"kind":"Fleet","plural":"fleets"},"versions":[{"name":"v1","served":true,"storage":true,"subresources":{"scale":{"specReplicasPath":".spec.size","statusReplicasPath":".status.size"}},
            "schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
            """);
        await cluster.KubectlAsync("wait", "--for=condition=established", "crd/fleets.example.com", "--timeout=30s");
        await cluster.ApplyAsync("""{"apiVersion":"example.com/v1","kind":"Fleet","metadata":{"name":"one"},"spec":{"size":4}}""");
        var uid = await cluster.KubectlAsync("get", "fleet", "one", "-o", "jsonpath={.metadata.uid}");
        await cluster.ApplyAsync(
            $$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"ship","labels":{"fleet":"one"},"ownerReferences":[{"apiVersion":"example.com/v1","kind":"Fleet","name":"one","uid":"{{{uid}}}","controller":true}]},
            "spec":{"containers":[{"name":"main","image":"any:1"}] } }
            """);
        await cluster.KubectlAsync("create", "poddisruptionbudget", "fleet", "--selector=fleet=one", "--max-unavailable=50%");
        await cluster.KubectlAsync("wait", "--for=jsonpath={.status.expectedPods}=4", "pdb/fleet", "--timeout=30s");
        (await cluster.KubectlAsync("get", "pdb", "fleet", "-o", "jsonpath={.status.desiredHealthy} {.status.disruptionsAllowed}")).ShouldBe("2 0");
    }
}
