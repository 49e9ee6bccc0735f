using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies;
using Orchestrator.Api.Tests.Fixtures;

namespace Orchestrator.Api.Tests.Strategies;

/// <summary>Whatever an object looks like that can be decoded: its kind's rules do not throw, and defaults that are set once stay as they are.</summary>
public class StrategyRobustnessTests : StrategyTest
{
    private const int Mutants = 20;

    public static TheoryData<string> All => Fixture.Names();

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Rules_survive_any_object(string name)
    {
        var fixture = Fixture.Load(name);
        if (KindOf(fixture) is { } kind)
        {
            var original = Encoding.UTF8.GetString(fixture.Json);
            Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Survives(kind, original, seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(Mutants).WithQuietOnSuccess(true));
        }
    }

    private static KindDescriptor? KindOf(Fixture fixture)
    {
        var dot = fixture.GroupVersion.LastIndexOf('.');
        var (group, version) = (fixture.GroupVersion[..dot], fixture.GroupVersion[(dot + 1)..]);
        return TryFind(group == "core" ? version : $"{group}/{version}", fixture.Kind) is { Strategy: not null, IsStorageVersion: true } kind ? kind : null;
    }

    private static void Survives(KindDescriptor kind, string original, int seed)
    {
        if (Decode(kind, JsonMutation.Of(original, seed)) is not { } mutant || Decode(kind, JsonMutation.Of(original, seed + 1)) is not { } old)
        {
            return;
        }

        ObjectRules.Default(kind.Strategy, mutant);
        var once = JsonModel.ToBytes(mutant);
        ObjectRules.Default(kind.Strategy, mutant);
        Encoding.UTF8.GetString(JsonModel.ToBytes(mutant)).ShouldBe(Encoding.UTF8.GetString(once));

        ObjectRules.PrepareForCreate(kind.Strategy, mutant);
        _ = ObjectRules.Validate(kind.Strategy, kind.Namespaced, mutant).ToString();
        foreach (var subresource in kind.Subresources.Select(sub => sub.Name).Append(""))
        {
            var changed = Decode(kind, once)!;
            ObjectRules.PrepareForUpdate(kind.Strategy, changed, old, subresource);
            _ = ObjectRules.ValidateUpdate(kind.Strategy, kind.Namespaced, changed, old, subresource).ToString();
        }

        foreach (var column in kind.Strategy!.Columns)
        {
            _ = column.Cell(old, Now).ToString();
        }

        foreach (var field in kind.Strategy.SelectableFields.Values)
        {
            field(old).ShouldNotBeNull();
        }
    }

    private static IKubeObject? Decode(KindDescriptor kind, byte[] json)
    {
        try
        {
            return kind.Decode(json);
        }
        catch (JsonDecodeException)
        {
            return null;
        }
    }
}
