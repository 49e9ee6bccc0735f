using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies;
using Orchestrator.Api.Tests.Fixtures;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies;

/// <summary>Whatever a client sends, a strategy answers with field errors and never throws; and what it defaulted once it leaves alone.</summary>
public class PropertyTests : StrategyTest
{
    private static readonly string[] Groups = ["", "apps", "batch", "policy", "autoscaling"];

    [SkippableFact]
    public void Mutated_objects_are_answered()
    {
        Skip.If(FactsFolder.Path is null, "the folder of Kubernetes API fixtures (../shared/kubernetes-api or KUBERNETES_API_FACTS) is missing");
        var objects = Registered().ToList();
        objects.Count.ShouldBeGreaterThan(20);
        Prop.ForAll((int seed) =>
        {
            var random = new Random(seed);
            for (var i = 0; i < 5; i++)
            {
                var (kind, fixture) = objects[random.Next(objects.Count)];
                Check(kind, fixture, random);
            }
        }).QuickCheckThrowOnFailure();
    }

    private static void Check(KindDescriptor kind, JsonObject fixture, Random random)
    {
        var old = Read(kind, (JsonObject)fixture.DeepClone())!;
        var mutated = (JsonObject)fixture.DeepClone();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            ObjectMutation.Apply(mutated, random);
        }

        if (Read(kind, mutated) is not { } obj)
        {
            return;
        }

        ObjectRules.Default(kind.Strategy, obj);
        var once = JsonModel.ToBytes(obj);
        ObjectRules.Default(kind.Strategy, obj);
        JsonModel.ToBytes(obj).ShouldBe(once, $"{kind}: defaults are not idempotent for {mutated.ToJsonString()}");
        Answer(kind, obj, old, mutated);
    }

    private static void Answer(KindDescriptor kind, IKubeObject obj, IKubeObject old, JsonObject mutated)
    {
        try
        {
            Create(kind, Read(kind, mutated)!);
            ObjectRules.Warnings(kind.Strategy, obj, null);
            foreach (var subresource in kind.Subresources.Select(subresource => subresource.Name).Where(name => name is "status" or "resize" or "ephemeralcontainers").Append(""))
            {
                Update(kind, Read(kind, mutated)!, old, subresource);
            }

            ObjectRules.Warnings(kind.Strategy, obj, old);
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            throw new InvalidOperationException($"{kind}: {e.Message} for {mutated.ToJsonString()}", e);
        }
    }

    private static IKubeObject? Read(KindDescriptor kind, JsonObject json)
    {
        try
        {
            return kind.Decode(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
        }
        catch (JsonDecodeException)
        {
            return null;
        }
    }

    private static IEnumerable<(KindDescriptor Kind, JsonObject Object)> Registered()
    {
        foreach (var file in Directory.GetFiles(FactsFolder.FixturePath(""), "*.json"))
        {
            var tree = (JsonObject)JsonNode.Parse(File.ReadAllBytes(file))!;
            if ((string?)tree["apiVersion"] is { } version && (string?)tree["kind"] is { } name && TryFind(version, name) is { Strategy: not null } kind && Groups.Contains(kind.Group))
            {
                yield return (kind, tree);
            }
        }
    }
}
