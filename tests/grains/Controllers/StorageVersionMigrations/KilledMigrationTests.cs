using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.StorageMigration.V1beta1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;
using Orchestrator.Ledger.Contract;
using GroupResource = Orchestrator.Api.Models.Meta.V1.GroupResource;

namespace Orchestrator.Grains.Tests.Controllers.StorageVersionMigrations;

/// <summary>A migration goes on where it was: each object is stored anew once, whatever is killed, deleted or written in between.</summary>
public sealed class KilledMigrationTests : IAsyncLifetime
{
    private const int Count = 600;
    private static readonly Api.Objects.GroupResource Migrations = new("storagemigration.k8s.io", "storageversionmigrations");
    private static readonly Api.Objects.GroupResource ConfigMaps = new("", "configmaps");
    private readonly ControlPlaneFixture _cluster = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task After_a_kill_it_goes_on_where_it_was()
    {
        await Task.WhenAll(Enumerable.Range(0, Count).Select(OldAsync));
        await _cluster.Client.CreateAsync(
            new StorageVersionMigration { Metadata = new ObjectMeta { Name = "maps" }, Spec = new() { Resource = new GroupResource { Resource = "configmaps" } } }, CancellationToken.None);
        await _cluster.UntilAsync(() => Anew() > 100, "it is under way");
        await _cluster.KillAsync();
        await _cluster.StartAsync();
        var (survived, begun) = (Revisions(), Migration().Status.ResourceVersion);
        await _cluster.UntilAsync(() => StorageVersionMigrationTests.IsOver(Migration()), "it is over");

        Migration().Status.Conditions!.Find(condition => condition.Type == "Succeeded")!.Status.ShouldBe("True");
        Migration().Status.ResourceVersion.ShouldBe(begun);
        Anew().ShouldBe(Count);
        var until = long.Parse(begun!, System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, revision) in survived.Where(map => map.Value > until))
        {
            Revisions()[name].ShouldBe(revision, $"{name} was stored anew before");
        }
    }

    [Fact]
    public async Task Others_may_write_and_delete_meanwhile()
    {
        await Task.WhenAll(Enumerable.Range(0, Count).Select(OldAsync));
        var others = Task.WhenAll(Enumerable.Range(0, Count / 3).Select(async i =>
        {
            await _cluster.PatchAsync(ConfigMaps.Key("default", Name(i * 3)), "{'data':{'a':'mine'}}");
            await _cluster.Client.DeleteAsync(ConfigMaps.Key("default", Name((i * 3) + 1)), Contract.WriteOptions.None, CancellationToken.None);
        }));
        await _cluster.Client.CreateAsync(
            new StorageVersionMigration { Metadata = new ObjectMeta { Name = "maps" }, Spec = new() { Resource = new GroupResource { Resource = "configmaps" } } }, CancellationToken.None);
        await others;
        await _cluster.UntilAsync(() => StorageVersionMigrationTests.IsOver(Migration()), "it is over");

        Migration().Status.Conditions!.Find(condition => condition.Type == "Succeeded")!.Status.ShouldBe("True");
        Anew().ShouldBe(Count - (Count / 3));
        _cluster.All<ConfigMap>(ConfigMaps, "default").Count(map => map.Data!["a"] == "mine").ShouldBe(Count / 3);
    }

    private static string Name(int i) => $"map-{i:D4}";

    private StorageVersionMigration Migration() => _cluster.Find<StorageVersionMigration>(Migrations, null, "maps")!;

    private Dictionary<string, long> Revisions() => _cluster.Replica.List(ConfigMaps).In("default").ToDictionary(entry => entry.Key.Name, entry => entry.Revision);

    private int Anew() => _cluster.Replica.List(ConfigMaps).In("default").Count(entry => entry.Json.Span.IndexOf("relic"u8) < 0);

    private Task OldAsync(int i) => _cluster.WriteRawAsync(
        ConfigMaps.Key("default", Name(i)),
        $$"""{'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'{{Name(i)}}','namespace':'default','uid':'{{Guid.NewGuid()}}','resourceVersion':'{{Document.RevisionPlaceholder}}'},'data':{'a':'b'},'relic':1}""");
}
