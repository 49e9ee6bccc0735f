using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Tests.Evaluation;

/// <summary>Cases from the language definition: each expression is true.</summary>
public sealed class ConformanceTests
{
    [Theory]

    // Literals.
    [InlineData("0x1F == 31 && -0x10 == -16")]
    [InlineData("1u == 1u && 0xFFu == 255u")]
    [InlineData("-9223372036854775808 < 0 && 9223372036854775807 > 0")]
    [InlineData("1.5e3 == 1500.0 && .5 == 0.5 && 1e2 == 100.0")]
    [InlineData("'a\\u00e9\\x41\\101\\n' == \"aéAA\\n\"")]
    [InlineData("'\\U0001F431'.size() == 1 && size('🐱x') == 2")]
    [InlineData("r'a\\n' == 'a\\\\n' && size(r\"\\\") == 1")]
    [InlineData("'''it's\n\"fine\"''' == 'it\\'s\\n\"fine\"'")]
    [InlineData("b'abc' == b'\\x61\\142c' && size(b'é') == 2 && b'\\xff' != b'ÿ'")]
    [InlineData("true // a comment\n && !false")]

    // Precedence and associativity.
    [InlineData("1 + 2 * 3 == 7 && (1 + 2) * 3 == 9 && 7 - 2 - 1 == 4")]
    [InlineData("true || false && false")]
    [InlineData("false ? false : true ? true : false")]
    [InlineData("!!true && - -1 == 1 && !(1 > 2)")]
    [InlineData("1 + 1 == 2 && 5 % 3 == 2 && -5 % 3 == -2 && -7 / 2 == -3")]

    // Numbers.
    [InlineData("dyn(1) == 1.0 && dyn(1u) == 1 && dyn(1) != 1.5 && dyn(-1) != 18446744073709551615u")]
    [InlineData("1 < 1.5 && 2u > 1 && 9007199254740993 > 9007199254740992.0")]
    [InlineData("double('NaN') != double('NaN') && !(double('NaN') < 1.0) && !(double('NaN') >= 1.0)")]
    [InlineData("1.0 / 0.0 == double('Infinity') && -1.0 / 0.0 < 0.0")]
    [InlineData("int('-12') == -12 && uint('3') == 3u && int(3.99) == 3 && int(-3.99) == -3")]
    [InlineData("string(1) == '1' && string(1.5) == '1.5' && string(2u) == '2' && string(true) == 'true' && string(1e30) == '1e+30'")]
    [InlineData("bytes('é') == b'\\xc3\\xa9' && string(b'\\xc3\\xa9') == 'é' && bool('true')")]

    // Strings.
    [InlineData("'abc'.contains('b') && 'abc'.startsWith('ab') && 'abc'.endsWith('bc') && 'abc' + 'd' == 'abcd'")]
    [InlineData("'abc'.matches('^a.c$') && matches('xabcx', 'b') && !'abc'.matches('^b') && 'a-b'.matches('[[:alpha:]]-\\\\w')")]
    [InlineData("'a' < 'b' && 'A' < 'a' && 'abc' < 'abd' && '' < 'a' && '\\uffff' < '🐱'")]

    // Lists and maps.
    [InlineData("[1, 2] + [3] == [1, 2, 3] && size([]) == 0 && [1, 2, 3][1] == 2 && [1][dyn(0.0)] == 1")]
    [InlineData("2 in [1, 2] && !(3 in [1, 2]) && 'a' in {'a': 1} && !('b' in {'a': 1})")]
    [InlineData("{'a': 1}.a == 1 && {'a': 1}['a'] == 1 && {1: 'x'}[dyn(1u)] == 'x' && {'a': {'b': 2}}.a.b == 2")]
    [InlineData("{'a': 1, 'b': 2} == {'b': 2, 'a': 1} && {'a': 1} != {'a': 2} && {'a': dyn(1)} == {'a': dyn(1.0)}")]
    [InlineData("[1, 2] != [2, 1] && [[1]] == [[1]] && size({'a': 1}) == 1")]
    [InlineData("has({'a': 1}.a) && !has({'a': 1}.b) && has({'a': null}.a)")]

    // Errors that do not matter.
    [InlineData("true || 1 / 0 > 0")]
    [InlineData("1 / 0 > 0 || true")]
    [InlineData("!(false && 1 / 0 > 0) && !(1 / 0 > 0 && false)")]
    [InlineData("[1, 0, 2].exists(i, 2 / i == 1) && ![1, 0].all(i, 2 / i == 1)")]
    [InlineData("true ? true : 1 / 0 > 0")]

    // Macros.
    [InlineData("[1, 2].all(i, i > 0) && ![1, 2].all(i, i > 1) && [].all(i, false)")]
    [InlineData("[1, 2].exists(i, i == 2) && ![].exists(i, true) && {'a': 1}.exists(k, k == 'a')")]
    [InlineData("[1, 2].exists_one(i, i > 1) && ![2, 2].exists_one(i, i > 1) && ![].exists_one(i, true)")]
    [InlineData("[1, 2, 3].filter(i, i % 2 == 1) == [1, 3] && [1, 2].map(i, i * i) == [1, 4] && [1, 2].map(i, i > 1, -i) == [-2]")]
    [InlineData("[[1, 2], [3]].map(l, l.map(i, i + size(l))) == [[3, 4], [4]]")]
    [InlineData("[1, 2].all(n, n > 0) && n == 0")]
    [InlineData("[5, 6].exists(i, v, i == 1 && v == 6) && {'a': 1}.all(k, v, k == 'a' && v == 1) && [3].existsOne(i, v, v == 3)")]
    [InlineData("[1, 2].transformList(i, v, i + v) == [1, 3] && {'a': 1}.transformMap(k, v, v + 1) == {'a': 2}")]
    [InlineData("{'a': 'b'}.transformMapEntry(k, v, {v: k}) == {'b': 'a'} && [1, 2, 3].transformList(i, v, v > 1, v) == [2, 3]")]
    [InlineData("cel.bind(a, 2, cel.bind(b, a + 1, a * b)) == 6")]

    // Time.
    [InlineData("timestamp('2024-02-29T12:30:45.5Z').getFullYear() == 2024 && timestamp('2024-02-29T00:00:00Z').getMonth() == 1")]
    [InlineData("timestamp('2024-01-01T00:00:00Z').getDayOfWeek() == 1 && timestamp('2024-01-31T00:00:00Z').getDayOfMonth() == 30 && timestamp('2024-01-31T00:00:00Z').getDate() == 31")]
    [InlineData("timestamp('2024-01-01T00:00:00+02:00') == timestamp('2023-12-31T22:00:00Z')")]
    [InlineData("timestamp('2024-01-01T00:00:00Z') + duration('1h30m') == timestamp('2024-01-01T01:30:00Z')")]
    [InlineData("timestamp('2024-01-01T00:00:01Z') - timestamp('2024-01-01T00:00:00Z') == duration('1s') && duration('90s').getMinutes() == 1")]
    [InlineData("timestamp('2024-01-01T23:00:00Z').getHours('-02:00') == 21 && timestamp(0).getFullYear() == 1970")]
    [InlineData("string(timestamp('2024-01-01T00:00:00.120Z')) == '2024-01-01T00:00:00.12Z' && string(duration('1.5h')) == '5400s' && duration('-1.5s') < duration('0')")]

    // Types as values.
    [InlineData("type(1) == int && type('a') == string && type(null) == null_type && type(int) == type && type([]) == list && type({}) == map")]
    [InlineData("type(timestamp(0)) == google.protobuf.Timestamp && type(1.0) != int")]

    // Optional values.
    [InlineData("optional.of(1).hasValue() && !optional.none().hasValue() && optional.none().orValue(3) == 3 && optional.of(1).value() == 1")]
    [InlineData("{'a': {'b': 1}}.?a.b == optional.of(1) && {'a': {'b': 1}}.?x.b.orValue(7) == 7 && {'a': 1}[?'a'].value() == 1 && ![1][?5].hasValue()")]
    [InlineData("[?optional.none(), ?optional.of(2)] == [2] && {?'a': optional.none(), 'b': 1} == {'b': 1}")]
    [InlineData("optional.of(2).optMap(v, v + 1).value() == 3 && !optional.none().optMap(v, 1).hasValue() && optional.of(2).optFlatMap(v, optional.of(v)).value() == 2")]
    [InlineData("optional.ofNonZeroValue('') == optional.none() && optional.none().or(optional.of(1)).value() == 1 && !has({'a': {'c': 1}}.?a.b)")]
    public void It_is_true(string expression) => Cel.Evaluate(expression).ToString().ShouldBe("true", expression);

    [Theory]
    [InlineData("1 / 0", "division by zero")]
    [InlineData("1 % 0", "modulus by zero")]
    [InlineData("9223372036854775807 + 1", "integer overflow")]
    [InlineData("-9223372036854775808 / -1", "integer overflow")]
    [InlineData("0u - 1u", "unsigned integer overflow")]
    [InlineData("{'a': 1}.b", "no such key: b")]
    [InlineData("{1: 1}[2]", "no such key: 2")]
    [InlineData("[1][1]", "index out of bounds: 1")]
    [InlineData("[1][-1]", "index out of bounds: -1")]
    [InlineData("dyn('a') + 1", "no such overload")]
    [InlineData("x.foo", "no such overload")]
    [InlineData("{'a': 1, 'a': 2}", "Failed with repeated key: a")]
    [InlineData("int('a')", "strconv.ParseInt: parsing \"a\": invalid syntax")]
    [InlineData("int(1e99)", "integer overflow")]
    [InlineData("[0, 1].all(i, 1 / i > 0)", "division by zero")]
    [InlineData("[1, 0].exists_one(i, 1 / i > 0)", "division by zero")]
    [InlineData("timestamp('9999-12-31T23:59:59Z') + duration('1s')", "timestamp overflow")]
    [InlineData("optional.none().value()", "optional.none() dereference")]
    public void It_is_an_error(string expression, string message)
    {
        var value = Cel.Evaluate(expression);
        value.Kind.ShouldBe(CelKind.Error);
        value.ErrorMessage.ShouldBe(message);
    }
}
