using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.ServiceAccounts;

public class LegacyTokenCleanerTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    private static readonly Api.Objects.GroupResource Secrets = new("", "secrets");

    [Fact]
    public async Task Tokens_of_older_clusters_that_nobody_uses_end_and_then_go()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await cluster.Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "kube-system" } }, CancellationToken.None);
        await cluster.Client.CreateAsync(
            new ConfigMap { Metadata = new ObjectMeta { Name = LegacyTokens.Tracking.Name, Namespace = "kube-system" }, Data = new() { ["since"] = "2020-01-01" } }, CancellationToken.None);
        var ns = await cluster.NamespaceAsync();
        string[] made = ["stale", "used", "mounted", "ended", "ended-lately"];
        await cluster.Client.CreateAsync(
            new ServiceAccount { Metadata = new ObjectMeta { Name = "robot", Namespace = ns }, Secrets = [.. made.Select(name => new ObjectReference { Name = name })] }, CancellationToken.None);
        await cluster.Client.CreateAsync(Make.Pod(ns, "p", spec => spec.Volumes = [new Volume { Name = "v", Secret = new SecretVolumeSource { SecretName = "mounted" } }]), CancellationToken.None);
        await SecretAsync(ns, "by-hand");
        await SecretAsync(ns, "used", ("kubernetes.io/legacy-token-last-used", LegacyTokens.Text(today.AddDays(-30))));
        await SecretAsync(ns, "mounted");
        await SecretAsync(ns, "ended-lately", ("kubernetes.io/legacy-token-invalid-since", LegacyTokens.Text(today.AddDays(-364))));
        await SecretAsync(ns, "ended", ("kubernetes.io/legacy-token-invalid-since", LegacyTokens.Text(today.AddDays(-366))));
        await SecretAsync(ns, "stale");

        await cluster.UntilAsync(() => Ended(ns, "stale") == LegacyTokens.Text(today), "the stale one is marked");
        await cluster.UntilAsync(() => Find(ns, "ended") is null, "the one that ended a year ago is gone");
        Ended(ns, "by-hand").ShouldBeNull();
        Ended(ns, "used").ShouldBeNull();
        Ended(ns, "mounted").ShouldBeNull();
        Find(ns, "ended-lately").ShouldNotBeNull();
    }

    private Task SecretAsync(string ns, string name, params (string Name, string Value)[] labels) => cluster.WriteRawAsync(
        Secrets.Key(ns, name),
        $$"""
        {'apiVersion':'v1','kind':'Secret','type':'kubernetes.io/service-account-token','metadata':{'name':'{{name}}','namespace':'{{ns}}','uid':'{{Guid.NewGuid()}}','resourceVersion':'REVISION',
         'creationTimestamp':'2021-01-01T00:00:00Z','annotations':{'kubernetes.io/service-account.name':'robot'},'labels':{ {{string.Join(',', labels.Select(label => $"'{label.Name}':'{label.Value}'"))}} } },
         'data':{'token':'eA==','namespace':'eA=='} }
        """.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)); // stored objects have no white space

    private Secret? Find(string ns, string name) => cluster.Find<Secret>(Secrets, ns, name);

    private string? Ended(string ns, string name) => Find(ns, name)?.Metadata.Labels?.GetValueOrDefault(LegacyTokens.InvalidSince);
}
