using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Tests.Validation;

public class NameRulesTests
{
    private static readonly string Long = new('a', 254);

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("a-b.c-9.x")]
    [InlineData("1.2.3.4")]
    public void A_subdomain_is_labels_with_dots_between(string name) => NameRules.Dns1123Subdomain(name).ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a_b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a.-b")]
    [InlineData("ä")]
    public void Anything_else_is_none(string name) =>
        NameRules.Dns1123Subdomain(name).ShouldBe([
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"]);

    [Fact]
    public void Length_is_limited()
    {
        NameRules.Dns1123Subdomain(Long).ShouldBe(["must be no more than 253 bytes"]);
        NameRules.Dns1123Label(Long[..64]).ShouldBe(["must be no more than 63 bytes"]);
        NameRules.Dns1123Label(Long[..63]).ShouldBeEmpty();
        NameRules.LabelValue(Long[..64]).ShouldBe(["must be no more than 63 bytes"]);
    }

    [Fact]
    public void A_label_has_no_dots()
    {
        NameRules.Dns1123Label("a.b").ShouldBe(["must not contain dots"]);
        NameRules.Dns1123Label("A").ShouldBe([
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"]);
    }

    [Theory]
    [InlineData("abc-123", true)]
    [InlineData("1abc", false)]
    [InlineData("", false)]
    [InlineData("a.b", false)]
    public void A_service_name_begins_with_a_letter(string name, bool good) => (NameRules.Dns1035Label(name).Count == 0).ShouldBe(good);

    [Theory]
    [InlineData("simple")]
    [InlineData("now-with-dashes_and.dots")]
    [InlineData("Uppercase")]
    [InlineData("example.com/name")]
    public void A_qualified_name_may_have_a_prefix(string name) => NameRules.QualifiedName(name).ShouldBeEmpty();

    [Theory]
    [InlineData("example.com/", "name part must be non-empty")]
    [InlineData("/name", "prefix part must be non-empty")]
    [InlineData("Example.com/name", "prefix part a lowercase RFC 1123 subdomain must")]
    [InlineData("-a", "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    public void Each_part_of_a_qualified_name_has_its_messages(string name, string message) =>
        NameRules.QualifiedName(name)[0].ShouldStartWith(message);

    [Theory]
    [InlineData(".", "may not be '.'")]
    [InlineData("..", "may not be '..'")]
    [InlineData("a/b", "may not contain '/'")]
    [InlineData("a%b", "may not contain '%'")]
    [InlineData("a\0b", @"may not contain '\x00'")]
    public void A_path_segment_must_survive_in_a_path(string name, string message) => NameRules.PathSegment(name).ShouldBe([message]);
}
