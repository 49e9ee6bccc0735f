using System.Globalization;
using System.Text;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Values;

/// <summary>Timestamps in RFC 3339, as <c>metav1.Time</c> (seconds) and <c>metav1.MicroTime</c> (microseconds) have them; always UTC.</summary>
public static class Rfc3339
{
    /// <summary>The longest text that <see cref="Format"/> writes.</summary>
    public const int MaxLength = 32;

    /// <summary>Parses a timestamp with any offset.</summary>
    /// <exception cref="JsonDecodeException">It is none.</exception>
    public static DateTime Parse(ReadOnlySpan<byte> text)
    {
        if (TryParseSeconds(text, out var time))
        {
            return time;
        }

        var chars = Encoding.UTF8.GetString(text);
        if (text.Length >= 20
            && text[10] == 'T'
            && DateTimeOffset.TryParseExact(chars, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            return parsed.UtcDateTime;
        }

        throw new JsonDecodeException($"parsing time \"{chars}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{chars}\" as \"2006\"");
    }

    /// <summary>Writes a time in UTC with the given digits of fraction, cut and not rounded; returns the length.</summary>
    public static int Format(DateTime time, Span<byte> output, int fractionDigits)
    {
        time = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;
        Digits(output, 0, time.Year, 4);
        output[4] = (byte)'-';
        Digits(output, 5, time.Month, 2);
        output[7] = (byte)'-';
        Digits(output, 8, time.Day, 2);
        output[10] = (byte)'T';
        Digits(output, 11, time.Hour, 2);
        output[13] = (byte)':';
        Digits(output, 14, time.Minute, 2);
        output[16] = (byte)':';
        Digits(output, 17, time.Second, 2);
        var length = 19;
        if (fractionDigits > 0)
        {
            output[19] = (byte)'.';
            Digits(output, 20, (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond), fractionDigits);
            length = 20 + fractionDigits;
        }

        output[length] = (byte)'Z';
        return length + 1;
    }

    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ss.fffffffffK"];

    private static bool TryParseSeconds(ReadOnlySpan<byte> text, out DateTime time)
    {
        time = default;
        if (text.Length != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z'
            || !Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day)
            || !Number(text[11..13], out var hour) || !Number(text[14..16], out var minute) || !Number(text[17..19], out var second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + digit - '0';
        }

        return true;
    }

    private static void Digits(Span<byte> output, int at, int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            output[at + i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
