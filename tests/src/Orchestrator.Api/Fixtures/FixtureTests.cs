using System.Text;
using Orchestrator.Api.Json;
using Orchestrator.Api.Protobuf;
using Orchestrator.Api.Schema;
using Orchestrator.Api.Yaml;

namespace Orchestrator.Api.Tests.Fixtures;

/// <summary>One object of every kind, in three encodings that mean the same: decoding any and encoding it in another gives that other's bytes.</summary>
public class FixtureTests
{
    public static TheoryData<string> All => Fixture.Names();

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Json_round_trips_through_the_typed_model(string name)
    {
        var fixture = Fixture.Load(name);
        Pretty(fixture.ThroughModel(fixture.Json)).ShouldBe(Text(fixture.Json));
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void A_copy_says_the_same_and_shares_nothing_that_can_change(string name)
    {
        var fixture = Fixture.Load(name);
        var (value, copy) = ModelCodec.For(fixture.Schema.Name).Copied(fixture.Json);

        Pretty(JsonModel.ToBytes(copy)).ShouldBe(Text(fixture.Json));
        SharedParts.Of(value, copy).ShouldBeEmpty();
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Json_to_yaml(string name)
    {
        var fixture = Fixture.Load(name);
        Text(YamlCodec.FromJson(fixture.Json)).ShouldBe(Text(fixture.Yaml));
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Yaml_to_json(string name)
    {
        var fixture = Fixture.Load(name);
        Pretty(fixture.ThroughModel(YamlCodec.ToJson(fixture.Yaml))).ShouldBe(Text(fixture.Json));
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Json_to_protobuf(string name)
    {
        var fixture = Fixture.Load(name);
        Convert.ToHexString(ProtobufCodec.FromJson(fixture.Schema, fixture.Json)).ShouldBe(Convert.ToHexString(fixture.Protobuf));
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Protobuf_to_json(string name)
    {
        var fixture = Fixture.Load(name);
        var json = ProtobufCodec.ToJson(fixture.Schema, fixture.Protobuf);
        Pretty(json).ShouldBe(Text(fixture.Json));
        Pretty(fixture.ThroughModel(json)).ShouldBe(Text(fixture.Json));
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Yaml_to_protobuf_and_back(string name)
    {
        var fixture = Fixture.Load(name);
        var protobuf = ProtobufCodec.FromJson(fixture.Schema, YamlCodec.ToJson(fixture.Yaml));
        Convert.ToHexString(protobuf).ShouldBe(Convert.ToHexString(fixture.Protobuf));
        Text(YamlCodec.FromJson(ProtobufCodec.ToJson(fixture.Schema, protobuf))).ShouldBe(Text(fixture.Yaml));
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void An_empty_object_reads_alike_through_protobuf_and_the_typed_model(string name)
    {
        var fixture = Fixture.Load(name);
        var zero = ProtobufCodec.FromJson(fixture.Schema, "{}"u8.ToArray());
        var json = ProtobufCodec.ToJson(fixture.Schema, zero);
        Text(fixture.ThroughModel("{}"u8.ToArray())).ShouldBe(Text(json));
        Text(fixture.ThroughModel(json)).ShouldBe(Text(json));
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static string Pretty(byte[] json) => Text(JsonIndent.ToBytes(json));
}
