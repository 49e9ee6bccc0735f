using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies.Core;

public class ConfigMapTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("v1", "ConfigMap");

    [Theory]
    [InlineData("""{"a b":"x"}""", "{}", "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")]
    [InlineData("""{"a":"x"}""", """{"a":"eA=="}""", "data[a]: Invalid value: \"a\": duplicate of key present in binaryData")]
    public void Is_refused_for(string data, string binary, string error) => Create(Kind, Map(data, binary)).ShouldBe([error]);

    [Fact]
    public void Holds_at_most_a_mebibyte()
    {
        var map = Map("{}", "{}");
        map.Data = new() { ["k"] = new string('x', 1024 * 1024 + 1) };
        Create(Kind, map).ShouldBe(["[]: Too long: may not be more than 1048576 bytes"]);
    }

    [Fact]
    public void Once_immutable_it_stays_as_it_is()
    {
        var old = Map("""{"a":"1"}""", "{}");
        old.Immutable = true;
        Update(Kind, Map("""{"a":"2"}""", "{}"), old).ShouldBe(
        [
            "immutable: Forbidden: field is immutable when `immutable` is set",
            "data: Forbidden: field is immutable when `immutable` is set",
        ]);
    }

    [Fact]
    public void The_table_counts_its_keys() => Row(Kind, Map("""{"a":"1"}""", """{"b":"eA==","c":"eA=="}"""))["Data"].ShouldBe("3");

    private static ConfigMap Map(string data, string binary) =>
        Decode<ConfigMap>("v1", "ConfigMap", $$"""{"metadata":{"name":"m","namespace":"default"},"data":{{data}},"binaryData":{{binary}}}""");
}
