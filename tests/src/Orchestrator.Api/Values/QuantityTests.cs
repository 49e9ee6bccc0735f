using Orchestrator.Api.Values;

namespace Orchestrator.Api.Tests.Values;

/// <summary>The semantics of Kubernetes' resource.Quantity.</summary>
public class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0Mi", "0")]
    [InlineData("-0", "0")]
    [InlineData("1", "1")]
    [InlineData("+1", "1")]
    [InlineData("-5", "-5")]
    [InlineData("0.5", "500m")]
    [InlineData(".5", "500m")]
    [InlineData("1.", "1")]
    [InlineData("100m", "100m")]
    [InlineData("1000m", "1")]
    [InlineData("1500m", "1500m")]
    [InlineData("0.1", "100m")]
    [InlineData("1000", "1k")]
    [InlineData("1024", "1024")]
    [InlineData("1000k", "1M")]
    [InlineData("12345678", "12345678")]
    [InlineData("1Ki", "1Ki")]
    [InlineData("1024Ki", "1Mi")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1536Mi", "1536Mi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("0.5Mi", "512Ki")]
    [InlineData("0.5Ki", "512")]
    [InlineData("1000Ki", "1000Ki")]
    [InlineData("1e3", "1e3")]
    [InlineData("1E3", "1e3")]
    [InlineData("12e6", "12e6")]
    [InlineData("1200e3", "1200e3")]
    [InlineData("1e-3", "1e-3")]
    [InlineData("100e-3", "100e-3")]
    [InlineData("1E", "1E")]
    [InlineData("1Ei", "1Ei")]
    [InlineData("1n", "1n")]
    [InlineData("1u", "1u")]
    [InlineData("0.0000000001", "1n")]
    [InlineData("-0.0000000001", "-1n")]
    [InlineData("1.00000000000000000001", "1000000001n")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775807")]
    [InlineData("100Ei", "9223372036854775807")]
    [InlineData("1e100", "9223372036854775807")]
    [InlineData("1e-100", "1e-9")]
    [InlineData("-1Ki", "-1Ki")]
    public void Is_written_in_canonical_form(string text, string canonical)
    {
        var value = Quantity.Parse(text);
        value.ToString().ShouldBe(canonical);
        Quantity.Parse(canonical).ShouldBe(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("abc")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("1.2.3")]
    [InlineData("1ki")]
    [InlineData("1K")]
    [InlineData("1i")]
    [InlineData("1mi")]
    [InlineData("1KiB")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.5")]
    [InlineData("0x10")]
    [InlineData("１")]
    [InlineData("1e99999999999")]
    public void Refuses_what_is_no_quantity(string text)
    {
        // "1e" alone is the number one with the exponent suffix missing; Kubernetes refuses it as well.
        Quantity.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => Quantity.Parse(text)).Message.ShouldBe(Quantity.FormatError);
    }

    [Theory]
    [InlineData("1500m", 2, 1500)]
    [InlineData("-1500m", -2, -1500)]
    [InlineData("1n", 1, 1)]
    [InlineData("1Gi", 1073741824, 1073741824000)]
    [InlineData("0", 0, 0)]
    public void Rounds_away_from_zero(string text, long value, long milli)
    {
        Quantity.Parse(text).Value().ShouldBe(value);
        Quantity.Parse(text).MilliValue().ShouldBe(milli);
    }

    [Fact]
    public void Milli_value_is_cut_to_the_range_of_a_long() => Quantity.Parse("9E").MilliValue().ShouldBe(long.MaxValue);

    [Theory]
    [InlineData("100m", "0.1", 0)]
    [InlineData("1Gi", "1G", 1)]
    [InlineData("-1", "1", -1)]
    [InlineData("1024Ki", "1Mi", 0)]
    [InlineData("1e3", "1k", 0)]
    public void Compares_by_value_however_written(string left, string right, int expected)
    {
        var (a, b) = (Quantity.Parse(left), Quantity.Parse(right));
        Math.Sign(a.CompareTo(b)).ShouldBe(expected);
        (a == b).ShouldBe(expected == 0);
        if (expected == 0)
        {
            a.GetHashCode().ShouldBe(b.GetHashCode());
        }
    }

    [Theory]
    [InlineData("1Gi", "512Mi", "1536Mi", "512Mi")]
    [InlineData("100m", "900m", "1", "-800m")]
    [InlineData("0", "1Ki", "1Ki", "-1Ki")]
    [InlineData("1Ki", "1m", "1025", "1023999m")]
    public void Adds_and_subtracts_exactly_in_the_format_of_the_left(string left, string right, string sum, string difference)
    {
        (Quantity.Parse(left) + Quantity.Parse(right)).ToString().ShouldBe(sum);
        (Quantity.Parse(left) - Quantity.Parse(right)).ToString().ShouldBe(difference);
    }

    [FsCheck.Xunit.Property]
    public bool Canonical_form_reads_back_the_same(long units, int scale)
    {
        string[] suffixes = ["n", "u", "m", "", "k", "M", "Ki", "Mi", "Gi", "e3", "e-6"];
        var value = Quantity.Parse($"{units}{suffixes[(uint)scale % suffixes.Length]}");
        var again = Quantity.Parse(value.ToString());
        return again == value && again.ToString() == value.ToString();
    }

    [FsCheck.Xunit.Property]
    public bool Sums_are_exact(int left, int right) =>
        Quantity.FromMilliValue(left) + Quantity.FromMilliValue(right) == Quantity.FromMilliValue((long)left + right)
        && (Quantity.FromMilliValue(left) + Quantity.FromMilliValue(right) - Quantity.FromMilliValue(right)) == Quantity.FromMilliValue(left);
}
