using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Orchestrator.Api.Json;
using Orchestrator.Api.Protobuf;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Fuzz;

/// <summary>
/// Whatever a client sends is done or refused with a reason: never a 500, never a hang, never an object stored that would not be accepted again as it is.
/// The cases are FsCheck's; each is a list of numbers by which <see cref="Choices"/> decides, and a failure names the request.
/// </summary>
[Collection(FuzzCollection.Name)]
public sealed class FuzzTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static int _cases;
    private readonly SiloFixture _silo;
    private string _namespace = "";
    private IReadOnlyList<Seed> _seeds = [];

    public FuzzTests(SiloFixture silo) => _silo = silo;

    private ApiClient Api { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Api = new ApiClient(_silo.Client(SiloFixture.AdminToken));
        Api.Http.Timeout = Patience;
        _namespace = await _silo.NamespaceAsync();
        _seeds = Seed.All(_silo.Kinds, _namespace);
    }

    public Task DisposeAsync()
    {
        Api.Http.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Every_seed_is_accepted_as_it_is()
    {
        foreach (var seed in _seeds)
        {
            var answer = await Api.PostAsync(seed.Collection(_namespace), seed.As("seed").ToJsonString());
            answer.Code.ShouldBe(201, $"{seed.Kind}: {answer.Text}");
            await DeleteAsync($"{seed.Collection(_namespace)}/{answer.Json.GetProperty("metadata").GetProperty("name").GetString()}");
        }

        _seeds.Count.ShouldBeGreaterThan(55);
    }

    [Property(MaxTest = 1_500)]
    public async Task Objects(int[] numbers)
    {
        var choices = new Choices(numbers);
        var seed = choices.Of(_seeds);
        var value = Mutation.Of(seed.As(NextName()), seed.Kind.Schema, choices);
        var dryRun = Seed.IsLarge(value) ? "?dryRun=All" : "";
        var created = choices.Below(6) switch
        {
            0 => await SendAsync(HttpMethod.Post, seed.Collection(_namespace) + dryRun, Protobuf(seed, value, choices), "application/vnd.kubernetes.protobuf"),
            1 => await SendAsync(HttpMethod.Post, seed.Collection(_namespace) + dryRun, Mutation.Text(value, choices), "application/yaml"),
            _ => await SendAsync(HttpMethod.Post, seed.Collection(_namespace) + dryRun, Mutation.Text(value, choices), "application/json"),
        };
        if (created.Code == 201 && dryRun.Length == 0)
        {
            await CheckStoredAsync(seed, created, choices);
        }
    }

    [Property(MaxTest = 500)]
    public async Task Updates_and_patches(int[] numbers)
    {
        var choices = new Choices(numbers);
        var seed = choices.Of(_seeds);
        var created = await SendAsync(HttpMethod.Post, seed.Collection(_namespace), Bytes(seed.As(NextName())), "application/json");
        if (created.Code == 409)
        {
            return; // a kind whose objects have one name: another case's is still going
        }

        created.ShouldBe(201);
        var stored = (JsonObject)JsonNode.Parse(created.Bytes, documentOptions: new() { MaxDepth = 1024 })!;
        var path = $"{seed.Collection(_namespace)}/{stored["metadata"]!["name"]}{choices.Of([.. seed.Kind.Subresources.Select(sub => "/" + sub.Name), "", "", ""])}";
        var value = Mutation.Of(stored, seed.Kind.Schema, choices);
        var query = (choices.OneIn(2) ? "?fieldManager=fuzz&force=true" : "?fieldManager=fuzz") + (Seed.IsLarge(value) ? "&dryRun=All" : "");
        var answer = choices.Below(5) switch
        {
            0 => await SendAsync(HttpMethod.Put, path + query.Replace("&force=true", ""), Mutation.Text(value, choices), "application/json"),
            1 => await SendAsync(HttpMethod.Patch, path + query.Replace("&force=true", ""), Mutation.Text(value, choices), "application/merge-patch+json"),
            2 => await SendAsync(HttpMethod.Patch, path + query.Replace("&force=true", ""), Mutation.Text(Directives(value, choices), choices), "application/strategic-merge-patch+json"),
            3 => await SendAsync(HttpMethod.Patch, path + query.Replace("&force=true", ""), Mutation.Text(JsonPatch(choices), choices), "application/json-patch+json"),
            _ => await SendAsync(HttpMethod.Patch, path + query, Mutation.Text(WithoutManagers(value), choices), "application/apply-patch+yaml"),
        };
        await CheckStoredAsync(seed, answer.Code is 200 or 201 && !query.Contains("dryRun") && IsObject(answer, seed) ? answer : created, choices);
    }

    [Property(MaxTest = 1_000)]
    public async Task Queries(int[] numbers)
    {
        var choices = new Choices(numbers);
        var seed = choices.Of(_seeds);
        string[] names = ["labelSelector", "fieldSelector", "limit", "continue", "resourceVersion", "resourceVersionMatch", "timeoutSeconds", "pretty", "dryRun", "allowWatchBookmarks", "sendInitialEvents", "x"];
        string[] accepts = ["application/json", "application/yaml", "application/json;as=Table;v=v1;g=meta.k8s.io", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", "application/vnd.kubernetes.protobuf", "a/b", "*/*;q=0", ";;;"];
        var query = string.Join('&', Enumerable.Range(0, choices.Below(5)).Select(_ => $"{choices.Of(names)}={Uri.EscapeDataString(Values.Text(choices) + (choices.OneIn(3) ? choices.Of(["=a", "!=b", " in (a,b)", ",", "=="]) : ""))}"));
        var watch = choices.OneIn(4) ? "watch=true&timeoutSeconds=1&resourceVersion=1&" : "";
        var path = seed.Collection(_namespace) + choices.Of(["", "", "/", "/none", "/none/status", "/none/a/b", "/%2e%2e", "/" + new string('x', 300)]);
        await SendAsync(HttpMethod.Get, $"{path}?{watch}{query}", null, null, choices.Of(accepts));
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_number_of_large_requests()
    {
        await SendLargeAsync(80); // pools fill up
        var growth = new List<long>();
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await SendLargeAsync(120);
            growth.Add(GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        // what is kept of requests would be kept in every round; other tests run in this process at the same time
        growth.Min().ShouldBeLessThan(64 << 20, string.Join(", ", growth));
    }

    // 120 of these are 180 MB, before they are read
    private async Task SendLargeAsync(int count)
    {
        var seed = _seeds[0];
        var large = new string('x', 2 << 20);
        for (var i = 0; i < count; i++)
        {
            var (method, path, body, type) = (i % 4) switch
            {
                0 => (HttpMethod.Post, seed.Collection(_namespace), $$$"""{"metadata":{"name":"{{{large}}}"}}""", "application/json"),
                1 => (HttpMethod.Post, seed.Collection(_namespace), $$$"""{"metadata":{"name":"large"},"data":{"k":"{{{large}}}"}}""", "application/json"),
                2 => (HttpMethod.Patch, $"{seed.Collection(_namespace)}/none", new string('[', 1 << 20), "application/json-patch+json"),
                _ => (HttpMethod.Post, seed.Collection(_namespace), new string('[', 1 << 20), "application/yaml"),
            };
            (await SendAsync(method, path, Encoding.UTF8.GetBytes(body), type)).Code.ShouldBeInRange(400, 422, path);
        }
    }

    private async Task CheckStoredAsync(Seed seed, ApiAnswer answer, Choices choices)
    {
        var name = answer.Json.GetProperty("metadata").GetProperty("name").GetString();
        name.ShouldNotBeNullOrEmpty(answer.Text);
        var path = $"{seed.Collection(_namespace)}/{name}";
        var stored = await SendAsync(HttpMethod.Get, path, null, null, choices.Of(["application/json", "application/yaml", "application/json;as=Table;v=v1;g=meta.k8s.io", "application/vnd.kubernetes.protobuf"]));
        if (stored.Code == 200)
        {
            // what is stored would be accepted again: 404 and 409 when a controller was faster
            var again = await Api.GetAsync(path);
            var put = await SendAsync(HttpMethod.Put, path + "?dryRun=All", again.Bytes, "application/json");
            (again.Code == 404 || put.Code is 200 or 404 or 409).ShouldBeTrue($"stored, but refused when it is put as it is: {put.Text}\n{again.Text}");
        }

        await DeleteAsync(path);
    }

    private async Task DeleteAsync(string path)
    {
        await SendAsync(HttpMethod.Delete, path + "?gracePeriodSeconds=0&propagationPolicy=Background", null, null);
        await SendAsync(HttpMethod.Patch, path, """{"metadata":{"finalizers":null}}"""u8.ToArray(), "application/merge-patch+json");
    }

    private async Task<ApiAnswer> SendAsync(HttpMethod method, string path, byte[]? body, string? type, string? accept = null)
    {
        var answer = await Api.SendAsync(method, path, body, type, accept);
        (answer.Code < 500 || (answer.Code is 501 or 503 && path.Contains("/proxy", StringComparison.Ordinal))).ShouldBeTrue($"{method} {path} {type} {accept}\n{(body is null ? "" : Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4000)]))}\n{answer.Text}");
        if (answer.Code >= 400 && answer.ContentType.StartsWith("application/json", StringComparison.Ordinal))
        {
            answer.Json.GetProperty("code").GetInt32().ShouldBe(answer.Code);
        }

        return answer;
    }

    private static JsonArray JsonPatch(Choices choices) =>
    [
        .. Enumerable.Range(0, 1 + choices.Below(4)).Select(_ => (JsonNode)new JsonObject
        {
            ["op"] = choices.Of(["add", "remove", "replace", "test", "copy", "move", "none"]),
            ["path"] = choices.Of(["/metadata/labels/a", "/spec", "/metadata", "", "/", "/metadata/finalizers/-", "/spec/0", "/metadata/name", "/status", "/~2", "a"]),
            ["from"] = choices.Of(["/metadata", "/spec", "", "/none"]),
            ["value"] = Values.Strange(choices),
        }),
    ];

    private static JsonObject Directives(JsonObject value, Choices choices)
    {
        if (choices.OneIn(2) && value["metadata"] is JsonObject metadata)
        {
            metadata[choices.Of(["$patch", "$retainKeys", "$deleteFromPrimitiveList/finalizers", "$setElementOrder/finalizers", "$setElementOrder/ownerReferences"])] =
                choices.OneIn(2) ? new JsonArray("a", "b") : choices.Of(["delete", "replace", "merge", "none"]);
        }

        return value;
    }

    private static JsonObject WithoutManagers(JsonObject value)
    {
        (value["metadata"] as JsonObject)?.Remove("managedFields");
        return value;
    }

    // one that cannot be said in protobuf is sent as it is: bytes that are no message
    private static byte[] Protobuf(Seed seed, JsonObject value, Choices choices)
    {
        byte[] message;
        try
        {
            message = ProtobufCodec.FromJson(seed.Kind.Schema, Bytes(value));
        }
        catch (Exception e) when (e is ProtobufException or JsonDecodeException or FormatException or InvalidOperationException or OverflowException)
        {
            message = [.. "k8s\0"u8, .. Bytes(value)];
        }

        for (var changes = choices.OneIn(3) ? choices.Below(4) : 0; changes > 0; changes--)
        {
            message[choices.Below(message.Length)] = (byte)choices.Below(256);
        }

        return message;
    }

    private static bool IsObject(ApiAnswer answer, Seed seed) => answer.Json.TryGetProperty("kind", out var kind) && kind.GetString() == seed.Kind.Kind;

    private static byte[] Bytes(JsonNode value) => Encoding.UTF8.GetBytes(value.ToJsonString());

    private static string NextName() => $"fuzz-{Interlocked.Increment(ref _cases)}";
}
