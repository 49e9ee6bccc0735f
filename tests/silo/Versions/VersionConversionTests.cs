using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Schema;
using Orchestrator.Silo.Tests.Support;
using StoredMap = Orchestrator.Api.Models.Core.V1.ConfigMap;

namespace Orchestrator.Silo.Tests.Versions;

/// <summary>A version that is a view of another group's resource: what is written through either is read through both.</summary>
[Collection(SiloCollection.Name)]
public sealed class VersionConversionTests : IDisposable
{
    private static readonly GroupResource Views = new("views.example.com", "configmaps");
    private readonly SiloFixture _silo;

    public VersionConversionTests(SiloFixture silo)
    {
        _silo = silo;
        silo.Kinds.Set(View());
    }

    [Fact]
    public async Task An_object_is_written_through_one_version_and_read_through_both()
    {
        var ns = await _silo.NamespaceAsync();
        var made = (await _silo.Api.PostAsync(Path(ns), """{"apiVersion":"views.example.com/v1","kind":"ConfigMap","metadata":{"name":"a"},"text":"hello"}""")).ShouldBe(201);
        Text(made).ShouldBe("hello");
        made.Json.GetProperty("apiVersion").GetString().ShouldBe("views.example.com/v1");

        var stored = (await _silo.Api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/a")).ShouldBe(200);
        stored.Json.GetProperty("data").GetProperty("text").GetString().ShouldBe("hello");
        stored.Kind.ShouldBe("ConfigMap");

        (await _silo.Api.PatchAsync($"/api/v1/namespaces/{ns}/configmaps/a", """{"data":{"text":"there"}}""")).ShouldBe(200);
        Text((await _silo.Api.GetAsync($"{Path(ns)}/a")).ShouldBe(200)).ShouldBe("there");
        Text((await _silo.Api.PatchAsync($"{Path(ns)}/a", """{"text":"again"}""")).ShouldBe(200)).ShouldBe("again");

        var list = (await _silo.Api.GetAsync(Path(ns))).ShouldBe(200);
        list.Kind.ShouldBe("ConfigMapList");
        list.Json.GetProperty("items")[0].GetProperty("text").GetString().ShouldBe("again");
    }

    [Fact]
    public async Task A_watch_shows_the_version_that_was_asked_for()
    {
        var ns = await _silo.NamespaceAsync();
        using var watch = await _silo.Api.WatchAsync($"{Path(ns)}?watch=true");
        await _silo.Api.ConfigMapAsync(ns, "a");
        var change = (await watch.NextAsync())!.Value;
        change.GetProperty("type").GetString().ShouldBe("ADDED");
        change.GetProperty("object").GetProperty("kind").GetString().ShouldBe("ConfigMap");
    }

    [Fact]
    public async Task Refusals_speak_of_the_version_that_was_asked_for()
    {
        var ns = await _silo.NamespaceAsync();
        (await _silo.Api.GetAsync($"{Path(ns)}/none")).ShouldBeStatus(404, "NotFound", "configmaps.views.example.com \"none\" not found");
        (await _silo.Api.DeleteAsync($"{Path(ns)}/none")).ShouldBeStatus(404, "NotFound", "configmaps.views.example.com \"none\" not found");
        (await _silo.Api.PostAsync(Path(ns), """{"apiVersion":"views.example.com/v1","kind":"ConfigMap","metadata":{"name":"A"}}""")).Message.ShouldStartWith("ConfigMap.views.example.com \"A\" is invalid: metadata.name: ");
    }

    public void Dispose() => _silo.Kinds.Remove(Views);

    private static string Path(string ns) => $"/apis/views.example.com/v1/namespaces/{ns}/configmaps";

    private static string? Text(ApiAnswer answer) => answer.Json.GetProperty("text").GetString();

    private static KindDescriptor View() => new()
    {
        Group = Views.Group,
        Version = "v1",
        Kind = "ConfigMap",
        Resource = Views.Resource,
        Singular = "mapview",
        ListKind = "ConfigMapList",
        Namespaced = true,
        Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
        Codec = KindCodec.Unstructured,
        IsStorageVersion = false,
        StoredAs = new GroupResource("", "configmaps"),
        Conversion = new ModelConversion<Unstructured, StoredMap>(
            ("views.example.com/v1", "ConfigMap"),
            ("v1", "ConfigMap"),
            static view => new StoredMap { Data = new() { ["text"] = (string?)view.Content["text"] ?? "" } },
            static map => new Unstructured(new() { ["text"] = map.Data?.GetValueOrDefault("text") })),
        SchemaFactory = () => new TypeSchema("views.example.com/v1.ConfigMap", []) { PreserveUnknownFields = true },
    };
}
