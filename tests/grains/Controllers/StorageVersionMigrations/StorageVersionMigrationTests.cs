using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.StorageMigration.V1beta1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;
using Orchestrator.Ledger.Contract;
using GroupResource = Orchestrator.Api.Models.Meta.V1.GroupResource;

namespace Orchestrator.Grains.Tests.Controllers.StorageVersionMigrations;

public class StorageVersionMigrationTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    private static readonly Api.Objects.GroupResource Migrations = new("storagemigration.k8s.io", "storageversionmigrations");
    private static readonly Api.Objects.GroupResource ConfigMaps = new("", "configmaps");
    private static readonly Api.Objects.GroupResource Limits = new("", "limitranges");

    [Fact]
    public async Task What_is_stored_in_an_older_form_is_stored_anew_and_the_rest_stays()
    {
        var ns = await cluster.NamespaceAsync();
        await OldAsync(ns, "old");
        await cluster.Client.CreateAsync(new ConfigMap { Metadata = new ObjectMeta { Name = "new", Namespace = ns }, Data = new() { ["a"] = "b" } }, CancellationToken.None);
        var (old, present) = (cluster.Replica.Get(ConfigMaps.Key(ns, "old"))!, cluster.Replica.Get(ConfigMaps.Key(ns, "new"))!);

        var migration = await MigrateAsync("maps", "", "configmaps");
        Condition(migration, "Running").ShouldBe(("False", "StorageVersionMigrationInProgress", ""));
        Condition(migration, "Succeeded").ShouldBe(("True", "StorageVersionMigrationSucceeded", ""));
        long.Parse(migration.Status.ResourceVersion!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(old.Revision);

        var anew = cluster.Replica.Get(ConfigMaps.Key(ns, "old"))!;
        anew.Revision.ShouldBeGreaterThan(old.Revision);
        anew.As<ConfigMap>().Data.ShouldBe(new Dictionary<string, string> { ["a"] = "b" });
        System.Text.Encoding.UTF8.GetString(anew.Json.Span).ShouldNotContain("relic");
        cluster.Replica.Get(ConfigMaps.Key(ns, "new"))!.Revision.ShouldBe(present.Revision);
    }

    [Fact]
    public async Task An_unknown_resource_fails_it()
    {
        var migration = await MigrateAsync("unknown", "example.com", "gadgets");
        Condition(migration, "Failed").ShouldBe(("True", "StorageVersionMigrationFailed", "resource does not exist in discovery"));
        migration.Status.Conditions!.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_never_stored_cannot_be_migrated()
    {
        Condition(await MigrateAsync("reviews", "authorization.k8s.io", "subjectaccessreviews"), "Failed")
            .ShouldBe(("True", "StorageVersionMigrationFailed", "migration encountered unhandled error: no objects of subjectaccessreviews.authorization.k8s.io are stored"));
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_fails_it_and_is_named()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.WriteRawAsync(Limits.Key(ns, "broken"), $$"""{'kind':'LimitRange','apiVersion':'v1','metadata':{'name':'broken','namespace':'{{ns}}','uid':'u1','resourceVersion':'{{Document.RevisionPlaceholder}}'},'spec':7}""");
        var (status, _, message) = Condition(await MigrateAsync("broken", "", "limitranges"), "Failed");
        status.ShouldBe("True");
        message.ShouldStartWith($"migration encountered unhandled error: ");
        message.ShouldContain("broken");
    }

    [Fact]
    public async Task It_is_done_once()
    {
        var before = await MigrateAsync("once", "", "services");
        await cluster.PatchAsync(Migrations.Key(null, "once"), "{'metadata':{'labels':{'seen':'yes'}}}");
        await cluster.ExplainAsync("storage-version-migrator-controller", Migrations.Key(null, "once"));
        cluster.Find<StorageVersionMigration>(Migrations, null, "once")!.Status.Conditions![1].LastTransitionTime.ShouldBe(before.Status.Conditions![1].LastTransitionTime);
    }

    /// <summary>As an older version has written it: with a field that is no more.</summary>
    private Task OldAsync(string ns, string name) => cluster.WriteRawAsync(
        ConfigMaps.Key(ns, name),
        $$"""{'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'{{name}}','namespace':'{{ns}}','uid':'{{Guid.NewGuid()}}','resourceVersion':'{{Document.RevisionPlaceholder}}'},'data':{'a':'b'},'relic':1}""");

    private async Task<StorageVersionMigration> MigrateAsync(string name, string group, string resource)
    {
        await cluster.Client.CreateAsync(
            new StorageVersionMigration { Metadata = new ObjectMeta { Name = name }, Spec = new() { Resource = new GroupResource { Group = group, Resource = resource } } }, CancellationToken.None);
        await cluster.UntilAsync(() => IsOver(cluster.Find<StorageVersionMigration>(Migrations, null, name)!), $"{name} is over");
        return cluster.Find<StorageVersionMigration>(Migrations, null, name)!;
    }

    internal static bool IsOver(StorageVersionMigration migration) => migration.Status.Conditions?.Exists(condition => condition is { Type: "Succeeded" or "Failed", Status: "True" }) == true;

    private static (string Status, string Reason, string Message) Condition(StorageVersionMigration migration, string type) =>
        migration.Status.Conditions!.Find(condition => condition.Type == type) is { } found ? (found.Status, found.Reason, found.Message) : default;
}
