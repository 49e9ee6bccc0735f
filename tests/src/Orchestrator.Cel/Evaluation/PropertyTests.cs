using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Tests.Evaluation;

/// <summary>What holds for all values.</summary>
public sealed class PropertyTests
{
    [Property]
    public void Ints_are_exact_or_an_error(long a, long b)
    {
        Holds("x.a + x.b", a, b, (Int128)a + b);
        Holds("x.a - x.b", a, b, (Int128)a - b);
        Holds("x.a * x.b", a, b, (Int128)a * b);
        Of("x.a < x.b", a, b).Bool.ShouldBe(a < b);
        Of("x.a == x.b", a, b).Bool.ShouldBe(a == b);
    }

    [Property]
    public void Order_is_one_over_all_numbers(int a, double b)
    {
        var x = Map(CelValue.Of((long)a), CelValue.Of(b));
        Cel.Evaluate("x.a < x.b", x).Bool.ShouldBe(a < b);
        Cel.Evaluate("x.a >= x.b", x).Bool.ShouldBe(a >= b);
        Cel.Evaluate("x.a == x.b", x).Bool.ShouldBe(((double)a).Equals(b));
    }

    [Property]
    public void Text_survives_being_a_literal(NonNull<string> text)
    {
        var clean = string.Concat(text.Get.EnumerateRunes().Select(rune => rune.ToString()));
        var literal = string.Concat(clean.EnumerateRunes().Select(rune => "\\U" + rune.Value.ToString("x8", CultureInfo.InvariantCulture)));
        Cel.Evaluate($"'{literal}'").String.ShouldBe(clean);
        Cel.Evaluate($"size('{literal}')").Int.ShouldBe(clean.EnumerateRunes().Count());
    }

    [Property]
    public void Macros_agree_with_each_other(long[] items)
    {
        var x = CelValue.Of(new ArrayList([.. items.Select(CelValue.Of)]));
        Cel.Evaluate("x.all(i, i > 0) == !x.exists(i, !(i > 0))", x).IsTrue.ShouldBeTrue();
        Cel.Evaluate("x.filter(i, i > 0).size() + x.filter(i, i <= 0).size() == size(x)", x).IsTrue.ShouldBeTrue();
        Cel.Evaluate("x.exists_one(i, i > 0) == (x.filter(i, i > 0).size() == 1)", x).IsTrue.ShouldBeTrue();
        Cel.Evaluate("x.map(i, i) == x && x + x == x.map(i, i) + x && x.all(i, i in x)", x).IsTrue.ShouldBeTrue();
        Cel.Evaluate("x.transformList(i, v, x[i]) == x", x).IsTrue.ShouldBeTrue();
    }

    [Property]
    public void And_and_or_do_not_mind_the_order_of_their_sides(byte left, byte right)
    {
        string[] sides = ["true", "false", "1 / 0 > 0"];
        var (a, b) = (sides[left % 3], sides[right % 3]);
        foreach (var operation in new[] { "&&", "||" })
        {
            Cel.Evaluate($"{a} {operation} {b}").ToString().ShouldBe(Cel.Evaluate($"{b} {operation} {a}").ToString());
        }
    }

    [Property(MaxTest = 300)]
    public Property Nothing_that_is_written_breaks_the_compiler() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Elements("x", "n", "1", "'a'", "2.5", "(", ")", "[", "]", "{", "}", ".", ",", "?", ":", "+", "-", "!", "&&", "||", "==", "in", "all", "map", "has", "size", "\"", "\\", "é", "0x", "r'")).ToArbitrary(), tokens =>
        {
            var compiled = Cel.Environment.Compile(string.Join(tokens.Length % 2 == 0 ? " " : "", tokens));
            if (compiled.Program is { } program)
            {
                program.Evaluate([CelValue.Null, CelValue.Of(1L)], 10_000).Cost.ShouldBeGreaterThanOrEqualTo(0);
            }
            else
            {
                compiled.Describe().ShouldStartWith("ERROR: <input>:");
            }
        });

    [Fact]
    public void The_cost_has_a_limit_that_no_operator_overlooks()
    {
        const string Long = "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, a + b + c > 0)))";
        var program = Cel.Environment.Compile($"true || {Long}").Program!;
        program.Evaluate([CelValue.Null, CelValue.Of(0L)], 100).Value.IsTrue.ShouldBeTrue();
        var dear = Cel.Environment.Compile($"{Long} || true").Program!.Evaluate([CelValue.Null, CelValue.Of(0L)], 1000);
        dear.Exceeded.ShouldBeTrue();
        dear.Value.ErrorMessage.ShouldBe("operation cancelled: actual cost limit exceeded");
    }

    private static void Holds(string expression, long a, long b, Int128 exact)
    {
        var value = Of(expression, a, b);
        if (exact >= long.MinValue && exact <= long.MaxValue)
        {
            value.Int.ShouldBe((long)exact);
        }
        else
        {
            value.ErrorMessage.ShouldBe("integer overflow");
        }
    }

    private static CelValue Of(string expression, long a, long b) => Cel.Evaluate(expression, Map(CelValue.Of(a), CelValue.Of(b)));

    private static CelValue Map(CelValue a, CelValue b)
    {
        var entries = HashMap.NewEntries();
        entries.Add(CelValue.Of("a"), a);
        entries.Add(CelValue.Of("b"), b);
        return CelValue.Of(new HashMap(entries));
    }
}
