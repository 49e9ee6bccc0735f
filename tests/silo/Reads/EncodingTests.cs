using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Orchestrator.Api.Protobuf;
using Orchestrator.Api.Schema;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Reads;

/// <summary>The forms in which reads are answered, besides plain JSON: partial metadata, older tables, compressed lists, protobuf frames.</summary>
[Collection(SiloCollection.Name)]
public sealed class EncodingTests(SiloFixture silo)
{
    private const string Protobuf = "application/vnd.kubernetes.protobuf";
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task Partial_metadata_is_an_objects_metadata_and_nothing_else()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        var one = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/a", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1")).ShouldBe(200).Json;
        one.EnumerateObject().Select(member => member.Name).ShouldBe(["kind", "apiVersion", "metadata"]);
        one.GetProperty("kind").GetString().ShouldBe("PartialObjectMetadata");
        one.GetProperty("apiVersion").GetString().ShouldBe("meta.k8s.io/v1");
        one.GetProperty("metadata").GetProperty("labels").GetProperty("app").GetString().ShouldBe("x");

        var list = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1")).ShouldBe(200);
        list.Kind.ShouldBe("PartialObjectMetadataList");
        list.Names.ShouldBe(["a"]);
        list.Json.GetProperty("items")[0].TryGetProperty("data", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_watch_of_partial_metadata_gives_partial_metadata()
    {
        var ns = await silo.NamespaceAsync();
        using var watch = await _api.WatchAsync($"/api/v1/namespaces/{ns}/configmaps?watch=true", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
        await _api.ConfigMapAsync(ns, "a");
        var added = (await watch.NextAsync())!.Value.GetProperty("object");
        added.GetProperty("kind").GetString().ShouldBe("PartialObjectMetadata");
        added.TryGetProperty("data", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Tables_of_the_older_version_are_made_on_request()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        var table = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps", "application/json;as=Table;g=meta.k8s.io;v=v1beta1")).ShouldBe(200);
        table.Kind.ShouldBe("Table");
        table.Json.GetProperty("apiVersion").GetString().ShouldBe("meta.k8s.io/v1beta1");
        table.Json.GetProperty("rows")[0].GetProperty("cells")[0].GetString().ShouldBe("a");
    }

    [Fact]
    public async Task A_large_list_is_compressed_for_those_who_accept_that()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "large", value: new string('x', 200_000));
        var path = $"/api/v1/namespaces/{ns}/configmaps";
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { AcceptEncoding = { new("gzip") } } };
        using var response = await _api.Http.SendAsync(request);
        response.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        var packed = await response.Content.ReadAsByteArrayAsync();
        packed.Length.ShouldBeLessThan(20_000);
        await using var plain = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        (await reader.ReadToEndAsync()).ShouldBe((await _api.GetAsync(path)).Text);
    }

    [Fact]
    public async Task A_watch_from_zero_begins_with_what_is_there()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        using var watch = await _api.WatchAsync($"/api/v1/namespaces/{ns}/configmaps?watch=true&resourceVersion=0");
        (await watch.NextTextAsync()).ShouldBe("ADDED a");
    }

    [Fact]
    public async Task In_protobuf_an_event_is_a_length_and_a_message_with_the_object_in_its_envelope()
    {
        var ns = await silo.NamespaceAsync();
        var made = await _api.ConfigMapAsync(ns, "a");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/namespaces/{ns}/configmaps?watch=true");
        request.Headers.TryAddWithoutValidation("Accept", Protobuf + ";stream=watch");
        using var response = await _api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(Protobuf);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var length = new byte[4];
        await stream.ReadExactlyAsync(length);
        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await stream.ReadExactlyAsync(frame);

        // message WatchEvent { string type = 1; RawExtension object = 2 }, message RawExtension { bytes raw = 1 }
        frame.AsSpan(0, 7).SequenceEqual("\u000A\u0005ADDED"u8).ShouldBeTrue();
        var at = frame.AsSpan().IndexOf("k8s\0"u8);
        var expected = ProtobufCodec.FromJson(TypeSchemas.Get("core/v1.ConfigMap"), Encoding.UTF8.GetBytes(made.Text));
        frame.AsSpan(at).SequenceEqual(expected).ShouldBeTrue();
    }
}
