namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>Limit ranges: defaults and bounds of containers, pods and claims.</summary>
public sealed class LimitRangerTests(AdmissionCluster cluster) : IClassFixture<AdmissionCluster>
{
    [Fact]
    public async Task Containers_get_defaults_and_an_annotation_says_so()
    {
        var ns = await NamespaceAsync("""{"type":"Container","default":{"cpu":"500m","memory":"64Mi"},"defaultRequest":{"cpu":"100m","memory":"64Mi"}}""");

        var pod = (await cluster.Subject("pods", "p", ns).CreateAsync(
            """{"spec":{"initContainers":[{"name":"i","image":"x","resources":{"limits":{"cpu":"1"},"requests":{"cpu":"1"}}}],"containers":[{"name":"c","image":"x"}]}}""")).Expect(201);

        pod["spec"]!["containers"]![0]!["resources"]!["limits"]!.At("cpu").ShouldBe("500m");
        pod["spec"]!["containers"]![0]!["resources"]!["requests"]!.At("cpu").ShouldBe("100m");
        pod["spec"]!["initContainers"]![0]!["resources"]!["limits"]!.At("cpu").ShouldBe("1");
        ((string?)pod["metadata"]!["annotations"]!["kubernetes.io/limit-ranger"]).ShouldBe(
            "LimitRanger plugin set: cpu, memory request for container c; cpu, memory limit for container c; memory request for init container i; memory limit for init container i");
        pod.At("status.qosClass").ShouldBe("Burstable");
    }

    [Theory]
    [InlineData(""" "min":{"cpu":"200m"} """, """ "requests":{"cpu":"100m"} """, "minimum cpu usage per Container is 200m, but request is 100m")]
    [InlineData(""" "maxLimitRequestRatio":{"cpu":"2"} """, """ "requests":{"cpu":"1"},"limits":{"cpu":"3"} """, "cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000")]
    [InlineData(""" "maxLimitRequestRatio":{"cpu":"2"} """, """ "limits":{"memory":"3"} """, "cpu max limit to request ratio per Container is 2, but no request is specified or request is 0")]
    [InlineData(
        """ "max":{"cpu":"1","memory":"1Mi"} """,
        """ "limits":{"cpu":"2","memory":"2Mi"} """,
        "[maximum cpu usage per Container is 1, but limit is 2, maximum memory usage per Container is 1Mi, but limit is 2Mi]")]
    public async Task A_container_out_of_bounds_is_refused(string bounds, string resources, string why)
    {
        var ns = await NamespaceAsync($$"""{"type":"Container",{{bounds}}}""");

        (await cluster.Subject("pods", "p", ns).CreateAsync($$$"""{"spec":{"containers":[{"name":"c","image":"x","resources":{ {{{resources}}} } }] } }""")).ExpectRefusal(403, "Forbidden")
            .ShouldBe($"pods \"p\" is forbidden: {why}");
    }

    [Fact]
    public async Task A_pod_is_bound_as_a_whole()
    {
        var ns = await NamespaceAsync("""{"type":"Pod","max":{"cpu":"1"}}""");
        const string Half = """ "image":"x","resources":{"limits":{"cpu":"600m"}} """;

        (await cluster.Subject("pods", "p", ns).CreateAsync($$"""{"spec":{"containers":[{"name":"a",{{Half}}},{"name":"b",{{Half}}}] } }""")).ExpectRefusal(403, "Forbidden")
            .ShouldBe("pods \"p\" is forbidden: maximum cpu usage per Pod is 1, but limit is 1200m");
        (await cluster.Subject("pods", "p", ns).CreateAsync($$"""{"spec":{"containers":[{"name":"a",{{Half}}}] } }""")).Expect(201);
        (await cluster.Subject("pods", "q", ns).CreateAsync(Samples.Pod)).ExpectRefusal(403, "Forbidden").ShouldContain("maximum cpu usage per Pod is 1.  No limit is specified");
    }

    [Fact]
    public async Task A_claim_is_bound()
    {
        var ns = await NamespaceAsync("""{"type":"PersistentVolumeClaim","min":{"storage":"1Gi"},"max":{"storage":"2Gi"}}""");

        (await ClaimAsync("512Mi")).ExpectRefusal(403, "Forbidden").ShouldBe("persistentvolumeclaims \"c\" is forbidden: minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 512Mi");
        (await ClaimAsync("3Gi")).ExpectRefusal(403, "Forbidden").ShouldBe("persistentvolumeclaims \"c\" is forbidden: maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi");
        (await ClaimAsync("2Gi")).Expect(201);

        Task<Contract.WriteResult> ClaimAsync(string size) => cluster.Subject("persistentvolumeclaims", "c", ns).CreateAsync(
            $$$"""{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"{{{size}}}"} } } }""");
    }

    private async Task<string> NamespaceAsync(string item)
    {
        var ns = await cluster.NamespaceAsync();
        (await cluster.Subject("limitranges", "limits", ns).CreateAsync($$"""{"spec":{"limits":[{{item}}] } }""")).Expect(201);
        return ns;
    }
}
