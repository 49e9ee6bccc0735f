using System.Text.Json.Nodes;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>Quotas: what is counted, what is refused, and that no crowd of requests gets past them.</summary>
public sealed class ResourceQuotaTests(AdmissionCluster cluster) : IClassFixture<AdmissionCluster>
{
    [Fact]
    public async Task Refuses_what_exceeds_a_count_and_says_how()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "counts", """{"count/configmaps":"2","configmaps":"5"}""");

        (await cluster.Subject("configmaps", "a", ns).CreateAsync()).Expect(201);
        (await cluster.Subject("configmaps", "b", ns).CreateAsync()).Expect(201);
        (await cluster.Subject("configmaps", "c", ns).CreateAsync()).ExpectRefusal(403, "Forbidden").ShouldBe(
            "configmaps \"c\" is forbidden: exceeded quota: counts, requested: count/configmaps=1, used: count/configmaps=2, limited: count/configmaps=2");
        Used(ns, "counts", "count/configmaps").ShouldBe("2");
        Used(ns, "counts", "configmaps").ShouldBe("2");
    }

    [Fact]
    public async Task Counts_any_kind_by_its_group()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "q", """{"count/deployments.apps":"1"}""");

        (await cluster.Subject("deployments", "a", ns, "apps").CreateAsync(Samples.Deployment)).Expect(201);
        (await cluster.Subject("deployments", "b", ns, "apps").CreateAsync(Samples.Deployment)).ExpectRefusal(403, "Forbidden")
            .ShouldContain("exceeded quota: q, requested: count/deployments.apps=1, used: count/deployments.apps=1, limited: count/deployments.apps=1");
    }

    [Fact]
    public async Task A_dry_run_is_weighed_but_not_charged()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "q", """{"configmaps":"1"}""");
        var dryRun = new WriteOptions { DryRun = true };

        (await cluster.Subject("configmaps", "a", ns).CreateAsync(options: dryRun)).Expect(201);
        (await cluster.Subject("configmaps", "a", ns).CreateAsync()).Expect(201);
        (await cluster.Subject("configmaps", "b", ns).CreateAsync(options: dryRun)).ExpectRefusal(403, "Forbidden");
    }

    [Fact]
    public async Task A_create_that_fails_gives_back_what_it_was_charged()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "q", """{"configmaps":"2"}""");
        (await cluster.Subject("configmaps", "a", ns).CreateAsync()).Expect(201);

        (await cluster.Subject("configmaps", "a", ns).CreateAsync()).ExpectRefusal(409, "AlreadyExists");

        (await cluster.Subject("configmaps", "b", ns).CreateAsync()).Expect(201);
        (await cluster.Subject("configmaps", "c", ns).CreateAsync()).ExpectRefusal(403, "Forbidden");
    }

    [Fact]
    public async Task What_was_deleted_can_be_used_again_at_once()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "q", """{"configmaps":"1"}""");
        (await cluster.Subject("configmaps", "a", ns).CreateAsync()).Expect(201);
        (await cluster.Subject("configmaps", "a", ns).DeleteAsync()).Expect(200);

        (await cluster.Subject("configmaps", "b", ns).CreateAsync()).Expect(201);
    }

    [Fact]
    public async Task A_new_quota_counts_what_is_there()
    {
        var ns = await cluster.NamespaceAsync();
        (await cluster.Subject("configmaps", "a", ns).CreateAsync()).Expect(201);
        await cluster.QuotaAsync(ns, "q", """{"configmaps":"1"}""");

        (await cluster.Subject("configmaps", "b", ns).CreateAsync()).ExpectRefusal(403, "Forbidden").ShouldContain("used: configmaps=1");
    }

    [Fact]
    public async Task Pods_must_say_what_they_take_where_that_is_bounded()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "compute", """{"limits.cpu":"1","requests.memory":"1Gi","pods":"9"}""");

        (await cluster.Subject("pods", "p", ns).CreateAsync(Samples.Pod)).ExpectRefusal(403, "Forbidden")
            .ShouldBe("pods \"p\" is forbidden: failed quota: compute: must specify limits.cpu for: web; requests.memory for: web");
    }

    [Fact]
    public async Task Adds_up_what_pods_request_and_limit()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "compute", """{"requests.cpu":"500m","limits.memory":"1Gi","pods":"9","requests.example.com/gpu":"2"}""");
        const string Pod = """{"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"300m","memory":"1Mi"},"limits":{"memory":"600Mi","example.com/gpu":"1"}}}]}}""";

        (await cluster.Subject("pods", "a", ns).CreateAsync(Pod)).Expect(201);
        (await cluster.Subject("pods", "b", ns).CreateAsync(Pod)).ExpectRefusal(403, "Forbidden").ShouldBe(
            "pods \"b\" is forbidden: exceeded quota: compute, requested: limits.memory=600Mi,requests.cpu=300m, used: limits.memory=600Mi,requests.cpu=300m, limited: limits.memory=1Gi,requests.cpu=500m");
        Used(ns, "compute", "requests.example.com/gpu").ShouldBe("1");
    }

    [Fact]
    public async Task A_scope_limits_a_quota_to_the_pods_in_it()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "best-effort", """{"pods":"1"}""", ""","scopes":["BestEffort"]""");
        const string Burstable = """{"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"1m"}}}]}}""";

        (await cluster.Subject("pods", "a", ns).CreateAsync(Samples.Pod)).Expect(201);
        (await cluster.Subject("pods", "b", ns).CreateAsync(Samples.Pod)).ExpectRefusal(403, "Forbidden");
        (await cluster.Subject("pods", "c", ns).CreateAsync(Burstable)).Expect(201);
    }

    [Fact]
    public async Task A_scope_selector_chooses_priority_classes()
    {
        var ns = await cluster.NamespaceAsync();
        var high = "high-" + ns;
        (await cluster.Subject("priorityclasses", high, "", "scheduling.k8s.io").CreateAsync("""{"value":1000}""")).Expect(201);
        await cluster.QuotaAsync(
            ns, "q", """{"pods":"1"}""", $$""","scopeSelector":{"matchExpressions":[{"scopeName":"PriorityClass","operator":"In","values":["{{high}}"]}] }""");
        var pod = $$$"""{"spec":{"priorityClassName":"{{{high}}}","containers":[{"name":"c","image":"i"}]}}""";

        (await cluster.Subject("pods", "a", ns).CreateAsync(pod)).Expect(201);
        (await cluster.Subject("pods", "b", ns).CreateAsync(pod)).ExpectRefusal(403, "Forbidden");
        (await cluster.Subject("pods", "c", ns).CreateAsync(Samples.Pod)).Expect(201);
    }

    [Fact]
    public async Task Services_count_by_what_they_are_and_become()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "q", """{"services.nodeports":"1","services.loadbalancers":"0","services":"3"}""");
        const string Ports = """ "ports":[{"port":80}] """;

        (await cluster.Subject("services", "a", ns).CreateAsync($$$"""{"spec":{"type":"NodePort",{{{Ports}}} } }""")).Expect(201);
        (await cluster.Subject("services", "b", ns).CreateAsync($$$"""{"spec":{"type":"NodePort",{{{Ports}}} } }""")).ExpectRefusal(403, "Forbidden").ShouldContain("services.nodeports=1");
        (await cluster.Subject("services", "c", ns).CreateAsync($$$"""{"spec":{ {{{Ports}}} } }""")).Expect(201);
        (await cluster.Subject("services", "c", ns).PatchAsync("""{"spec":{"type":"LoadBalancer"}}""")).ExpectRefusal(403, "Forbidden").ShouldContain("services.loadbalancers=1");
    }

    [Fact]
    public async Task Storage_counts_in_all_and_by_class()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "q", """{"requests.storage":"10Gi","gold.storageclass.storage.k8s.io/requests.storage":"2Gi","gold.storageclass.storage.k8s.io/persistentvolumeclaims":"5"}""");

        (await cluster.Subject("persistentvolumeclaims", "a", ns).CreateAsync(Claim("gold", "2Gi"))).Expect(201);
        (await cluster.Subject("persistentvolumeclaims", "b", ns).CreateAsync(Claim("gold", "1Gi"))).ExpectRefusal(403, "Forbidden")
            .ShouldContain("requested: gold.storageclass.storage.k8s.io/requests.storage=1Gi, used: gold.storageclass.storage.k8s.io/requests.storage=2Gi");
        (await cluster.Subject("persistentvolumeclaims", "c", ns).CreateAsync(Claim("tin", "8Gi"))).Expect(201);
        (await cluster.Subject("persistentvolumeclaims", "d", ns).CreateAsync(Claim("tin", "1Gi"))).ExpectRefusal(403, "Forbidden").ShouldContain("requests.storage=1Gi");
    }

    [Fact]
    public async Task Crowds_in_several_namespaces_get_exactly_what_is_allowed()
    {
        const int Namespaces = 3;
        const int Allowed = 40;
        var namespaces = new List<string>();
        for (var i = 0; i < Namespaces; i++)
        {
            var ns = await cluster.NamespaceAsync();
            await cluster.QuotaAsync(ns, "q", $$"""{"configmaps":"{{Allowed}}"}""");
            await cluster.QuotaAsync(ns, "wide", """{"configmaps":"1000"}""");
            namespaces.Add(ns);
        }

        using var overdrawn = cluster.Replica.Subscribe(new Overdrafts(out var seen));
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).SelectMany(i => namespaces.Select(ns => cluster.Subject("configmaps", $"c{i}", ns).CreateAsync())));

        answers.Count(answer => answer.Code == 201).ShouldBe(Namespaces * Allowed);
        answers.Count(answer => answer.Code == 403).ShouldBe(Namespaces * (100 - Allowed));
        seen.ShouldBeEmpty();
        foreach (var ns in namespaces)
        {
            Used(ns, "q", "configmaps").ShouldBe("40");
            Used(ns, "wide", "configmaps").ShouldBe("40");
            cluster.Replica.List(new("", "configmaps")).In(ns).Count().ShouldBe(Allowed);
        }
    }

    [Fact]
    public async Task Devices_count_by_class_at_worst()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "q", """{"gpu.deviceclass.resource.k8s.io/devices":"5"}""");
        const string Claim = """{"spec":{"devices":{"requests":[{"name":"a","exactly":{"deviceClassName":"gpu","count":2}},{"name":"b","firstAvailable":[{"name":"x","deviceClassName":"gpu","count":1},{"name":"y","deviceClassName":"gpu","count":2},{"name":"z","deviceClassName":"cpu"}]}]}}}""";

        (await cluster.Subject("resourceclaims", "a", ns, "resource.k8s.io").CreateAsync(Claim)).Expect(201);
        Used(ns, "q", "gpu.deviceclass.resource.k8s.io/devices").ShouldBe("4");
        (await cluster.Subject("resourceclaims", "b", ns, "resource.k8s.io").CreateAsync(Claim)).ExpectRefusal(403, "Forbidden")
            .ShouldContain("exceeded quota: q, requested: gpu.deviceclass.resource.k8s.io/devices=4, used: gpu.deviceclass.resource.k8s.io/devices=4, limited: gpu.deviceclass.resource.k8s.io/devices=5");
        (await cluster.Subject("resourceclaims", "c", ns, "resource.k8s.io").CreateAsync(Claim.Replace("\"count\":2", "\"allocationMode\":\"All\"", StringComparison.Ordinal)))
            .ExpectRefusal(403, "Forbidden").ShouldContain("requested: gpu.deviceclass.resource.k8s.io/devices=64");
    }

    [Fact]
    public async Task Crowds_that_create_and_delete_never_exceed()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.QuotaAsync(ns, "q", """{"configmaps":"10"}""");
        using var overdrawn = cluster.Replica.Subscribe(new Overdrafts(out var seen));

        await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
        {
            for (var round = 0; round < 5; round++)
            {
                if ((await cluster.Subject("configmaps", $"c{i}", ns).CreateAsync()).Code == 201)
                {
                    (await cluster.Subject("configmaps", $"c{i}", ns).DeleteAsync()).Expect(200);
                }
            }
        }));

        seen.ShouldBeEmpty();
        cluster.Replica.List(new("", "configmaps")).In(ns).ShouldBeEmpty();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => cluster.Subject("configmaps", $"d{i}", ns).CreateAsync()));
        answers.Count(answer => answer.Code == 201).ShouldBe(10);
    }

    private static string Claim(string storageClass, string size) =>
        $$$"""{"spec":{"storageClassName":"{{{storageClass}}}","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"{{{size}}}"} } } }""";

    private string? Used(string ns, string quota, string resource) =>
        (string?)JsonNode.Parse(cluster.Subject("resourcequotas", quota, ns).Read()!)!["status"]!["used"]![resource];
}
