using FsCheck.Xunit;
using Orchestrator.Api.Selectors;

namespace Orchestrator.Api.Tests.Selectors;

public class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["app"] = "web", ["tier"] = "front", ["n"] = "7", ["empty"] = "" };

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web", true)]
    [InlineData("app = web , tier", true)]
    [InlineData("app!=web", false)]
    [InlineData("missing!=web", true)]
    [InlineData("app in (web,db)", true)]
    [InlineData("app in (db)", false)]
    [InlineData("missing in (db)", false)]
    [InlineData("app notin (db)", true)]
    [InlineData("missing notin (db)", true)]
    [InlineData("app notin (web, db)", false)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("!missing", true)]
    [InlineData("! missing", true)]
    [InlineData("n>6", true)]
    [InlineData("n>7", false)]
    [InlineData("n<8", true)]
    [InlineData("app>1", false)]
    [InlineData("empty=", true)]
    [InlineData("empty", true)]
    [InlineData("app=,tier=front", false)]
    [InlineData("empty in (,a)", true)]
    [InlineData("app in (in,notin,web)", true)]
    [InlineData("app=web,tier=front,!missing,n>1", true)]
    [InlineData("app=web,tier=back", false)]
    public void Selects_by_all_requirements(string selector, bool selected) =>
        LabelSelector.Parse(selector).Matches(Labels).ShouldBe(selected);

    [Theory]
    [InlineData("app", false)]
    [InlineData("!app", true)]
    [InlineData("app!=x", true)]
    public void An_object_without_labels_is_one_with_none(string selector, bool selected) =>
        LabelSelector.Parse(selector).Matches(null).ShouldBe(selected);

    [Theory]
    [InlineData("z=1,a in (c,b),!k", "a in (b,c),!k,z=1")]
    [InlineData(" x == 1 , y notin ( b , a ) ", "x==1,y notin (a,b)")]
    [InlineData("a>1,b<2,c!=3,d", "a>1,b<2,c!=3,d")]
    public void Prints_in_canonical_form(string selector, string canonical) =>
        LabelSelector.Parse(selector).ToString().ShouldBe(canonical);

    [Theory]
    [InlineData("x=a||y=b", "unable to parse requirement: values[0][x]: Invalid value: \"a||y\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData("a,,b", "found ',', expected: identifier after ','")]
    [InlineData("a,", "found '', expected: identifier after ','")]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("a in b", "unable to parse requirement: found 'b' expected: '('")]
    [InlineData("a in (b", "unable to parse requirement: found '', expected: ',' or ')'")]
    [InlineData("a in ()", "unable to parse requirement: values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty")]
    [InlineData("=a", "found '=', expected: !, identifier, or 'end of string'")]
    [InlineData("!", "unable to parse requirement: found '', expected: identifier")]
    [InlineData("a=b c", "found 'c', expected: ',' or 'end of string'")]
    [InlineData("a>b", "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value must be an integer")]
    [InlineData("a/b/c=d", "unable to parse requirement: <nil>: Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')")]
    public void Says_what_is_wrong_as_a_real_server_does(string selector, string message) =>
        Should.Throw<FormatException>(() => LabelSelector.Parse(selector)).Message.ShouldBe(message);

    [Fact]
    public void Nothing_selects_nothing() => LabelSelector.Nothing.Matches(Labels).ShouldBeFalse();

    [Property]
    public bool The_canonical_form_selects_the_same(byte[] seed)
    {
        var text = string.Join(',', seed.Take(5).Select((b, i) => (b % 6) switch
        {
            0 => $"k{i % 3}=v{b % 4}",
            1 => $"k{i % 3}!=v{b % 4}",
            2 => $"k{i % 3} in (v{b % 4},v{b % 3},)",
            3 => $"k{i % 3} notin (v{b % 4})",
            4 => $"!k{i % 3}",
            _ => $"k{i % 3}",
        }));
        var selector = LabelSelector.Parse(text);
        var again = LabelSelector.Parse(selector.ToString());
        return Enumerable.Range(0, 64).All(i =>
        {
            var labels = new Dictionary<string, string>();
            for (var k = 0; k < 3; k++)
            {
                if ((i & (1 << k)) != 0)
                {
                    labels[$"k{k}"] = $"v{i >> 4}";
                }
            }

            return selector.Matches(labels) == again.Matches(labels);
        }) && again.ToString() == selector.ToString();
    }
}
