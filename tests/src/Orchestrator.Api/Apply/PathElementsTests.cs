using System.Text.Json;
using Orchestrator.Api.Apply;

namespace Orchestrator.Api.Tests.Apply;

/// <summary>Steps of one level stand in the order of what they say, however it is found out.</summary>
public class PathElementsTests
{
    private static readonly string[] Keys =
    [
        """k:{"name":"a"}""", """k:{"name":"ab"}""", """k:{"name":"b"}""", """k:{"name":""}""", """k:{"name":"a\"b"}""", """k:{"name":"a\\"}""", """k:{"name":"ä"}""",
        """k:{"name":"\u00e4"}""", """k:{"type":"Ready"}""", """k:{"type":"PodScheduled"}""", """k:{"containerPort":80,"protocol":"TCP"}""",
        """k:{"containerPort":80,"protocol":"UDP"}""", """k:{"containerPort":443,"protocol":"TCP"}""", """k:{"ip":"10.0.0.1","port":":\":"}""", """k:{"name":1}""",
        """k:{"name":"}","x":"{"}""",
    ];

    [Fact]
    public void Keys_are_ordered_as_their_values_are()
    {
        foreach (var left in Keys)
        {
            foreach (var right in Keys)
            {
                var order = JsonOrder.Compare(JsonElement.Parse(left.AsSpan(2)), JsonElement.Parse(right.AsSpan(2)));
                var expected = order != 0 ? order : string.CompareOrdinal(left, right);
                Math.Sign(PathElements.Compare(left, right)).ShouldBe(Math.Sign(expected), $"{left} {right}");
            }
        }
    }

    [Theory]
    [InlineData("f:a", "f:b")]
    [InlineData("f:z", "k:{}")]
    [InlineData("k:{}", "v:1")]
    [InlineData("v:1", "i:0")]
    [InlineData("i:9", "i:10")]
    public void Fields_come_before_keys_and_values_and_places(string first, string second)
    {
        PathElements.Compare(first, second).ShouldBeLessThan(0);
        PathElements.Compare(second, first).ShouldBeGreaterThan(0);
    }
}
