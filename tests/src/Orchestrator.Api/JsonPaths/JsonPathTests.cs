using System.Text.Json.Nodes;
using Orchestrator.Api.JsonPaths;

namespace Orchestrator.Api.Tests.JsonPaths;

public class JsonPathTests
{
    private static readonly JsonNode Root = JsonNode.Parse(
        """{"a":{"b":[1,2,3],"x.y":"dotted"},"list":[{"t":"r","v":1},{"t":"s","v":2},{"v":3}]}""")!;

    [Theory]
    [InlineData(".a.b", "[1,2,3]")]
    [InlineData(".a.b[0]", "1")]
    [InlineData(".a.b[-1]", "3")]
    [InlineData(".a.b[0:2]", "1,2")]
    [InlineData(".a.b[*]", "1,2,3")]
    [InlineData(".a.b[7]", "")]
    [InlineData(".none.b", "")]
    [InlineData(".a.x\\.y", "\"dotted\"")]
    [InlineData(".a['x.y']", "\"dotted\"")]
    [InlineData(".list[?(@.t==\"s\")].v", "2")]
    [InlineData(".list[?(@.t=='r')].v", "1")]
    [InlineData(".list[?(@.v>=2)].v", "2,3")]
    [InlineData(".list[?(@.t)].v", "1,2")]
    [InlineData("..v", "1,2,3")]
    public void A_path_leads_to_values(string path, string expected) =>
        string.Join(',', JsonPath.Parse(path).Find(Root).Select(value => value!.ToJsonString())).ShouldBe(expected);

    [Theory]
    [InlineData("a")]
    [InlineData(".a[")]
    [InlineData(".a[x]")]
    public void What_is_no_path_is_refused(string path) => Should.Throw<FormatException>(() => JsonPath.Parse(path));
}
