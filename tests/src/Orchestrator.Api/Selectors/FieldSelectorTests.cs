using Orchestrator.Api.Selectors;

namespace Orchestrator.Api.Tests.Selectors;

public class FieldSelectorTests
{
    private static readonly Dictionary<string, string> Fields = new() { ["metadata.name"] = "web", ["status.phase"] = "Running", ["odd"] = "a,b=c\\d" };

    [Theory]
    [InlineData("", true)]
    [InlineData("metadata.name=web", true)]
    [InlineData("metadata.name==web,status.phase!=Failed", true)]
    [InlineData("metadata.name=web,status.phase!=Running", false)]
    [InlineData("missing=", true)]
    [InlineData("missing!=", false)]
    [InlineData(@"odd=a\,b\=c\\d", true)]
    [InlineData("metadata.name=web,", true)]
    public void Selects_by_all_terms(string selector, bool selected) =>
        FieldSelector.Parse(selector).Matches(Fields.GetValueOrDefault).ShouldBe(selected);

    [Theory]
    [InlineData("a==b", "a=b")]
    [InlineData("a!=b", "a!=b")]
    [InlineData(@"odd=a\,b\=c\\d,e=f", @"odd=a\,b\=c\\d,e=f")]
    public void Prints_in_canonical_form(string selector, string canonical) => FieldSelector.Parse(selector).ToString().ShouldBe(canonical);

    [Theory]
    [InlineData("status", "invalid selector: 'status'; can't understand 'status'")]
    [InlineData("a=b,status", "invalid selector: 'a=b,status'; can't understand 'status'")]
    [InlineData("a=b=c", "invalid field selector: unescaped character in value: =")]
    [InlineData(@"a=b\c", @"invalid field selector: invalid escape sequence: \c")]
    public void Says_what_is_wrong_as_a_real_server_does(string selector, string message) =>
        Should.Throw<FormatException>(() => FieldSelector.Parse(selector)).Message.ShouldBe(message);

    [Fact]
    public void Tells_an_index_which_value_it_needs()
    {
        var selector = FieldSelector.Parse("spec.nodeName=n1,status.phase!=Failed");
        selector.RequiresExactMatch("spec.nodeName").ShouldBe("n1");
        selector.RequiresExactMatch("status.phase").ShouldBeNull();
    }
}
