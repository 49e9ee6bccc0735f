using System.Diagnostics;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;
using Orchestrator.Grains.Why;
using ObjectKey = Orchestrator.Api.Objects.ObjectKey;

namespace Orchestrator.Grains.Tests.Why;

/// <summary>What blocks an object, from wherever it is known.</summary>
public sealed class WhyTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task A_running_pod_is_blocked_by_nothing()
    {
        await cluster.AddNodeAsync("why-runs");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Make.Pod(ns, "fine"), CancellationToken.None);
        await cluster.UntilAsync(() => Pod(ns, "fine").Status.Phase == "Running", "it runs");
        var why = await WhyAsync(KnownResources.Pods.Key(ns, "fine"));
        why.Findings.ShouldBeEmpty();
        why.Summary.ShouldBe("nothing blocks Pod/fine");
    }

    [Fact]
    public async Task A_pod_that_finds_no_node_says_what_no_node_has()
    {
        await cluster.AddNodeAsync("why-small", cpu: "1");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Make.Pod(ns, "large", spec => spec.NodeSelector = new() { ["planet"] = "mars" }), CancellationToken.None);
        await cluster.UntilAsync(() => Pod(ns, "large").Status.Conditions?.Exists(condition => condition.Reason == "Unschedulable") == true, "it is refused");
        var findings = (await WhyAsync(KnownResources.Pods.Key(ns, "large"))).Findings;
        (findings[0].Source, findings[0].Reason).ShouldBe(("scheduler", "Unschedulable"));
        findings[0].Message.ShouldContain("node affinity/selector");
        findings[0].Remedy.ShouldContain("a node's labels change");
        var plugin = findings.Single(finding => finding.Reason == "NodeAffinity");
        plugin.Nodes.ShouldNotBeNull().ShouldBeInRange(1, findings[0].Nodes!.Value);
        plugin.Samples.ShouldNotBeEmpty();
        plugin.Remedy.ShouldStartWith("label a node");
    }

    [Fact]
    public async Task A_pod_whose_image_cannot_be_pulled_says_so_and_so_does_its_deployment()
    {
        await cluster.AddNodeAsync("why-image");
        var ns = await cluster.NamespaceAsync();
        cluster.Kubelet.DoesNotStart = pod => pod.Metadata.Namespace == ns;
        await cluster.Client.CreateAsync(Make.Deployment(ns, 2), CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Pods(ns).Count(pod => pod.Spec.NodeName is not null) == 2, "both have a node");
        foreach (var pod in cluster.Pods(ns))
        {
            await cluster.PatchAsync(
                KnownResources.Pods.Key(ns, pod.Metadata.Name!),
                "{'status':{'phase':'Pending','containerStatuses':[{'name':'web','image':'web:1','imageID':'','ready':false,'restartCount':0,'state':{'waiting':{'reason':'ImagePullBackOff','message':'Back-off pulling image web:1'}}}]}}",
                "status");
        }

        var why = await WhyAsync(KnownResources.Pods.Key(ns, cluster.Pods(ns)[0].Metadata.Name!));
        why.Findings[0].Message.ShouldBe("container web waits: Back-off pulling image web:1");
        why.Findings[0].Remedy.ShouldContain("imagePullSecrets");
        why.Controllers.Select(note => note.Report.Controller).ShouldContain("replicaset-controller");
        why.Controllers.Select(note => note.Report.Controller).ShouldContain("deployment-controller");

        var deployment = await WhyAsync(KnownResources.Deployments.Key(ns, "web"));
        var cause = deployment.Findings.Single(finding => finding.Reason == "ImagePullBackOff");
        cause.Message.ShouldBe("2 of 2 pods: container web waits: Back-off pulling image web:1");
        cause.Samples.Count.ShouldBe(2);
        deployment.Controllers.ShouldContain(note => note.Report.Decision == "wants 2 pods: 0 of the newest template are available, 0 of older ones are left; at most 1 too many, 0 too few");
    }

    [Fact]
    public async Task Pods_that_a_quota_refuses_are_told_of_their_deployment()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(
            new ResourceQuota { Metadata = new() { Name = "few", Namespace = ns }, Spec = new() { Hard = new() { ["pods"] = Quantity.Parse("1") } } }, CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Find<ResourceQuota>(new("", "resourcequotas"), ns, "few")!.Status.Used is not null, "it is counted");
        await cluster.Client.CreateAsync(Make.Deployment(ns, 3), CancellationToken.None);
        await cluster.UntilAsync(() => cluster.All<ReplicaSet>(KnownResources.ReplicaSets, ns).Exists(set => set.Status.Conditions?.Exists(condition => condition.Type == "ReplicaFailure") == true), "it is refused");

        var why = await WhyAsync(KnownResources.Deployments.Key(ns, "web"));
        var refusal = why.Findings.First(finding => finding.Message.Contains("exceeded quota: few", StringComparison.Ordinal));
        refusal.Remedy.ShouldStartWith("raise the quota's limit");

        var pod = cluster.Pods(ns).ShouldHaveSingleItem().Metadata.Name!;
        (await WhyAsync(KnownResources.Pods.Key(ns, pod))).Findings.ShouldContain(finding => finding.About.StartsWith("ReplicaSet/", StringComparison.Ordinal) && finding.Message.Contains("exceeded quota", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pod_on_a_silent_node_that_is_to_go_says_what_it_waits_for()
    {
        await cluster.AddNodeAsync("why-silent", also: node => node.Metadata.Labels!["only"] = "this");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Make.Pod(ns, "stuck", spec => spec.NodeSelector = new() { ["only"] = "this" }), CancellationToken.None);
        await cluster.UntilAsync(() => Pod(ns, "stuck").Status.Phase == "Running", "it runs");
        cluster.Kubelet.IsDown = node => node == "why-silent";
        await cluster.SetReadyAsync("why-silent", "Unknown");
        (await WhyAsync(KnownResources.Pods.Key(ns, "stuck"))).Findings.ShouldContain(finding => finding.Reason == "NodeNotReady" && finding.Samples.Contains("why-silent"));

        await cluster.PatchAsync(KnownResources.Pods.Key(ns, "stuck"), "{'metadata':{'finalizers':['example.com/hold']}}");
        await cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, "stuck"), WriteOptions.None, CancellationToken.None);
        var why = await WhyAsync(KnownResources.Pods.Key(ns, "stuck"));
        why.Findings[0].Message.ShouldBe("the finalizer example.com/hold holds it");
        why.Findings[1].Message.ShouldStartWith("its containers may still run, and node why-silent has been silent since ");
        why.Findings[1].Remedy.ShouldContain("--force");
    }

    [Fact]
    public async Task A_node_and_its_pods_say_why_pods_leave_and_when()
    {
        await cluster.AddNodeAsync("why-tainted", also: node => (node.Metadata.Labels!["only"], node.Metadata.Labels["topology.kubernetes.io/zone"]) = ("tainted", "why"));
        await cluster.AddNodeAsync("why-well", also: node => node.Metadata.Labels!["topology.kubernetes.io/zone"] = "why");
        var (ns, node) = (await cluster.NamespaceAsync(), KnownResources.Nodes.Key(null, "why-tainted"));
        await cluster.Client.CreateAsync(
            Make.Pod(ns, "leaves", spec => (spec.NodeSelector, spec.Tolerations) = (new() { ["only"] = "tainted" }, [new Toleration { Key = "example.com/out", Operator = "Exists", Effect = "NoExecute", TolerationSeconds = 3600 }])),
            CancellationToken.None);
        await cluster.UntilAsync(() => Pod(ns, "leaves").Status.Phase == "Running", "it runs");
        (await WhyAsync(node)).Controllers.Select(note => note.Report.Controller).ShouldBe(["node-controller", "node-ipam-controller"], ignoreOrder: true, "nothing is to be said of its taints or its zone");

        await cluster.PatchAsync(node, "{'spec':{'unschedulable':true,'taints':[{'key':'example.com/out','effect':'NoExecute'}]}}");
        await DecidesAsync(KnownResources.Pods.Key(ns, "leaves"), "taint-eviction-controller", "for the node's NoExecute taints 0 of its pods are deleted, 1 leave when their tolerations end, 0 tolerate them");
        var pod = await WhyAsync(KnownResources.Pods.Key(ns, "leaves"));
        var finding = pod.Findings.Single(found => found.Reason == "TaintManagerEviction" && found.Source == "taint-eviction-controller");
        finding.Message.ShouldStartWith("it has to leave its node why-tainted at ");
        finding.Message.ShouldEndWith("Z: the node has the taint example.com/out");
        await DecidesAsync(node, "taint-eviction-controller", "1 leave when their tolerations end");
        await DecidesAsync(node, "node-controller", "it is cordoned (spec.unschedulable): new pods stay away");

        await cluster.SetReadyAsync("why-tainted", "False");
        await DecidesAsync(node, "node-controller", "it is not ready (Test): new pods stay away");
        await DecidesAsync(node, "node-zone-controller", "1 of 2 nodes of the zone are not ready: their pods are driven out");
        await cluster.Client.DeleteAsync(node, WriteOptions.None, CancellationToken.None);
    }

    /// <summary>A controller looks soon after the change; nothing tells when it has.</summary>
    private async Task DecidesAsync(ObjectKey key, string controller, string words)
    {
        var decisions = new HashSet<string>();
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(10); await Task.Yield())
        {
            var decision = (await WhyAsync(key)).Controllers.SingleOrDefault(note => note.Report.Controller == controller)?.Report.Decision ?? "";
            if (decision.Contains(words, StringComparison.Ordinal))
            {
                return;
            }

            decisions.Add(decision);
        }

        decisions.ShouldContain(words);
    }

    [Fact]
    public async Task An_owner_that_goes_after_its_dependents_names_them()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(new ConfigMap { Metadata = new() { Name = "owner", Namespace = ns } }, CancellationToken.None);
        var owner = cluster.Find<ConfigMap>(ConfigMaps, ns, "owner")!;
        var reference = new OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = "owner", Uid = owner.Metadata.Uid!, BlockOwnerDeletion = true };
        await cluster.Client.CreateAsync(
            new ConfigMap { Metadata = new() { Name = "dependent", Namespace = ns, OwnerReferences = [reference], Finalizers = ["example.com/hold"] } }, CancellationToken.None);
        await cluster.Client.DeleteAsync(ConfigMaps.Key(ns, "owner"), new WriteOptions { PropagationPolicy = "Foreground" }, CancellationToken.None);
        var first = (await WhyAsync(ConfigMaps.Key(ns, "owner"))).Findings[0];
        first.Message.ShouldBe("it goes after the 1 objects that it owns and that block its deletion");
        first.Samples.ShouldBe(["configmaps/dependent"]);
        await cluster.PatchAsync(ConfigMaps.Key(ns, "dependent"), "{'metadata':{'finalizers':null}}");
    }

    [Fact]
    public async Task The_latest_warnings_count_and_nothing_is_said_of_what_is_not_there()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Make.Pod(ns, "mounts", spec => spec.NodeSelector = new() { ["none"] = "such" }), CancellationToken.None);
        await cluster.Client.CreateAsync(
            new Event
            {
                Metadata = new() { Name = "mounts.1", Namespace = ns },
                InvolvedObject = new() { Kind = "Pod", Name = "mounts", Namespace = ns, Uid = Pod(ns, "mounts").Metadata.Uid },
                Type = "Warning",
                Reason = "FailedMount",
                Message = "secret \"keys\" not found",
                Count = 4,
                LastTimestamp = DateTime.UtcNow,
            },
            CancellationToken.None);
        (await WhyAsync(KnownResources.Pods.Key(ns, "mounts"))).Findings.ShouldContain(finding => finding.Reason == "FailedMount" && finding.Message == "secret \"keys\" not found (4 times)");
        (await cluster.Why.ExplainAsync(KnownResources.Pods.Key(ns, "none"), CancellationToken.None)).ShouldBeNull();
    }

    private static readonly Api.Objects.GroupResource ConfigMaps = new("", "configmaps");

    private async Task<WhyReport> WhyAsync(ObjectKey key) => (await cluster.Why.ExplainAsync(key, CancellationToken.None)).ShouldNotBeNull();

    private Pod Pod(string ns, string name) => cluster.Find<Pod>(KnownResources.Pods, ns, name)!;
}
