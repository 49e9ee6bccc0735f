namespace Orchestrator.Cel.Tests.Checking;

/// <summary>What users read when an expression does not compile, as cel-go prints it.</summary>
public sealed class IssueTests
{
    [Theory]
    [InlineData("y", "ERROR: <input>:1:1: undeclared reference to 'y' (in container '')\n | y\n | ^")]
    [InlineData("1 +\n  nope", "ERROR: <input>:2:3: undeclared reference to 'nope' (in container '')\n |   nope\n | ..^")]
    [InlineData("f(1)", "ERROR: <input>:1:2: undeclared reference to 'f' (in container '')\n | f(1)\n | .^")]
    [InlineData("1 + 'a'", "ERROR: <input>:1:3: found no matching overload for '_+_' applied to '(int, string)'\n | 1 + 'a'\n | ..^")]
    [InlineData("1 == 'a'", "ERROR: <input>:1:3: found no matching overload for '_==_' applied to '(int, string)'\n | 1 == 'a'\n | ..^")]
    [InlineData("'a'.startsWith(1)", "ERROR: <input>:1:15: found no matching overload for 'startsWith' applied to 'string.(int)'\n | 'a'.startsWith(1)\n | ..............^")]
    [InlineData("n.foo", "ERROR: <input>:1:2: type 'int' does not support field selection\n | n.foo\n | .^")]
    [InlineData("[1, 'a']", "ERROR: <input>:1:5: expected type 'int' but found 'string'\n | [1, 'a']\n | ....^")]
    [InlineData("1.all(i, true)", "ERROR: <input>:1:1: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)\n | 1.all(i, true)\n | ^")]
    [InlineData("[1].all(i, i)", "ERROR: <input>:1:8: found no matching overload for '_&&_' applied to '(bool, int)'\n | [1].all(i, i)\n | .......^")]
    [InlineData("has(n)", "ERROR: <input>:1:5: invalid argument to has() macro\n | has(n)\n | ....^")]
    [InlineData("[1].all(1, true)", "ERROR: <input>:1:9: argument must be a simple name\n | [1].all(1, true)\n | ........^")]
    [InlineData("while", "ERROR: <input>:1:1: reserved identifier: while\n | while\n | ^")]
    [InlineData("'a'.matches('(')", "ERROR: <input>:1:13: invalid matches argument\n | 'a'.matches('(')\n | ............^")]
    [InlineData("duration('1x')", "ERROR: <input>:1:10: invalid duration argument\n | duration('1x')\n | .........^")]
    [InlineData("9223372036854775808", "ERROR: <input>:1:1: invalid int literal\n | 9223372036854775808\n | ^")]
    public void It_says_where_and_what(string expression, string expected) => Cel.Issue(expression).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("1 +")]
    [InlineData("(1")]
    [InlineData("[1,,2]")]
    [InlineData("f(1,)")]
    [InlineData("'abc")]
    [InlineData("1 = 2")]
    [InlineData("a b")]
    [InlineData("x.")]
    [InlineData("{1}")]
    [InlineData("1 ? 2")]
    [InlineData("'\\q'")]
    public void What_is_no_expression_is_a_syntax_error(string expression) => Cel.Issue(expression).ShouldContain(": Syntax error: ");

    [Fact]
    public void Every_undeclared_name_is_reported() => Cel.Issue("a && b").Split('\n').Length.ShouldBe(6);

    [Fact]
    public void Depth_has_a_limit()
    {
        Cel.Issue(new string('(', 300) + "1" + new string(')', 300)).ShouldContain("expression recursion limit exceeded: 250");
        Cel.Environment.Compile(string.Join(" || ", Enumerable.Repeat("true", 2000))).Program.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("[1].map(i, string(i))", "list(string)")]
    [InlineData("{'a': [1.0]}", "map(string, list(double))")]
    [InlineData("x.a.b", "dyn")]
    [InlineData("true ? 1 : 2", "int")]
    [InlineData("optional.of('a')", "optional_type(string)")]
    [InlineData("[]", "list(dyn)")]
    [InlineData("[[], [1]][0]", "list(int)")]
    [InlineData("dyn(1) + 2", "int")]
    [InlineData("timestamp('2020-01-01T00:00:00Z') - timestamp(0)", "duration")]
    public void It_knows_the_type(string expression, string type) => Cel.Environment.Compile(expression).Type.ToString().ShouldBe(type);
}
