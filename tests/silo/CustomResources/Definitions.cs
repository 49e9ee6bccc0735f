using System.Text.Json;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.CustomResources;

/// <summary>Makes definitions for tests, each in a group of its own, and waits for what they bring.</summary>
internal static class Definitions
{
    public const string Path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private static int _groups;

    /// <summary>A group that no other test uses.</summary>
    public static string NewGroup() => $"g{Interlocked.Increment(ref _groups)}.example.com";

    /// <summary>A definition of CronTabs with one version.</summary>
    public static string CronTab(string group, string version, string names = "", string scope = "Namespaced") => """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"crontabs.GROUP"},
         "spec":{"group":"GROUP","scope":"SCOPE","names":{"plural":"crontabs","kind":"CronTab"NAMES},"versions":[VERSION]}}
        """
        .Replace("GROUP", group, StringComparison.Ordinal)
        .Replace("SCOPE", scope, StringComparison.Ordinal)
        .Replace("NAMES", More(names), StringComparison.Ordinal)
        .Replace("VERSION", version, StringComparison.Ordinal);

    /// <summary>A version whose spec has the given properties.</summary>
    public static string Version(string spec, string more = "", string name = "v1", bool storage = true) => """
        {"name":"NAME","served":true,"storage":STORAGE,
         "schema":{"openAPIV3Schema":{"type":"object","properties":{
            "spec":{"type":"object","properties":{SPEC}},
            "status":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}}MORE}
        """
        .Replace("NAME", name, StringComparison.Ordinal)
        .Replace("STORAGE", storage ? "true" : "false", StringComparison.Ordinal)
        .Replace("MORE", More(more), StringComparison.Ordinal)
        .Replace("SPEC", spec, StringComparison.Ordinal);

    /// <summary>Creates a definition and waits until its objects can be made.</summary>
    public static async Task EstablishAsync(this ApiClient api, string definition)
    {
        var made = (await api.PostAsync(Path, definition)).ShouldBe(201);
        var name = made.Json.GetProperty("metadata").GetProperty("name").GetString()!;
        await api.ConditionAsync(name, "Established");
    }

    /// <summary>Waits for a condition of a definition, and returns it.</summary>
    public static async Task<JsonElement> ConditionAsync(this ApiClient api, string name, string type, string status = "True")
    {
        using var watch = await api.WatchAsync($"{Path}?watch=true&fieldSelector=metadata.name={name}");
        while (await watch.NextAsync() is { } e)
        {
            if (e.GetProperty("object").TryGetProperty("status", out var of) && of.TryGetProperty("conditions", out var conditions) && conditions.ValueKind == JsonValueKind.Array)
            {
                foreach (var condition in conditions.EnumerateArray())
                {
                    if (condition.GetProperty("type").GetString() == type && condition.GetProperty("status").GetString() == status)
                    {
                        return condition;
                    }
                }
            }
        }

        throw new InvalidOperationException($"{name} did not become {type}");
    }

    public static string Objects(string group, string ns, string version = "v1") => $"/apis/{group}/{version}/namespaces/{ns}/crontabs";

    public static string Body(string group, string name, string rest, string version = "v1") => """
        {"apiVersion":"GROUP/VERSION","kind":"CronTab","metadata":{"name":"NAME"}REST}
        """
        .Replace("GROUP", group, StringComparison.Ordinal)
        .Replace("VERSION", version, StringComparison.Ordinal)
        .Replace("NAME", name, StringComparison.Ordinal)
        .Replace("REST", More(rest), StringComparison.Ordinal);

    private static string More(string members) => members.Length == 0 ? "" : "," + members;
}
