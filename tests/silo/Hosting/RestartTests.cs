using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Hosting;

/// <summary>A silo of its own that is stopped and started again.</summary>
public sealed class RestartTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Objects_stay_watches_end_and_the_past_before_the_restart_has_expired()
    {
        var ns = await silo.NamespaceAsync();
        await silo.Api.ConfigMapAsync(ns, "a");
        await silo.Api.ConfigMapAsync(ns, "b");
        var page = (await silo.Api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?limit=1")).ShouldBe(200);
        var token = page.Json.GetProperty("metadata").GetProperty("continue").GetString()!;
        var old = page.ResourceVersion;
        await silo.Api.ConfigMapAsync(ns, "c");
        using (var open = await silo.Api.WatchAsync($"/api/v1/namespaces/{ns}/configmaps?watch=true&resourceVersion={old}"))
        {
            (await open.NextTextAsync()).ShouldBe("ADDED c");
            await silo.StopAsync();
            (await open.NextTextAsync()).ShouldBe("END");
        }

        await silo.StartAsync();
        (await silo.Api.GetAsync($"/api/v1/namespaces/{ns}/configmaps")).Names.ShouldBe(["a", "b", "c"]);

        using var watch = await silo.Api.WatchAsync($"/api/v1/namespaces/{ns}/configmaps?watch=true&resourceVersion={old}");
        var error = (await watch.NextAsync())!.Value;
        WatchReader.Type(error).ShouldBe("ERROR");
        error.GetProperty("object").GetProperty("code").GetInt32().ShouldBe(410);
        error.GetProperty("object").GetProperty("reason").GetString().ShouldBe("Expired");
        error.GetProperty("object").GetProperty("message").GetString()!.ShouldStartWith($"too old resource version: {old} (");
        (await watch.NextAsync()).ShouldBeNull();

        var expired = (await silo.Api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?limit=1&continue={token}")).ShouldBe(410);
        expired.Reason.ShouldBe("Expired");
        var next = expired.Json.GetProperty("metadata").GetProperty("continue").GetString()!;
        (await silo.Api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?limit=1&continue={next}")).ShouldBe(200).Names.ShouldBe(["b"]);
        (await silo.Api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?resourceVersion={old}&resourceVersionMatch=Exact"))
            .ShouldBeStatus(410, "Expired", "The resourceVersion for the provided list is too old.");
    }
}
