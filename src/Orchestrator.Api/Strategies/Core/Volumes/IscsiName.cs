namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>
/// The forms of iSCSI names (RFC 3720, 3.2.6.3, and RFC 3980): <c>iqn.YEAR-MONTH.AUTHORITY[:TEXT]</c>, <c>eui.</c> and 16 hexadecimal digits,
/// <c>naa.</c> and 16 or 32 of them.
/// </summary>
internal static class IscsiName
{
    private const int DateLength = 7; // 2001-04

    /// <summary>Whether a name is one.</summary>
    public static bool IsValid(ReadOnlySpan<char> name) => name switch
    {
        ['i', 'q', 'n', '.', .. var rest] => IsQualified(rest),
        ['e', 'u', 'i', '.', .. var digits] => digits.Length == 16 && AreHexadecimal(digits),
        ['n', 'a', 'a', '.', .. var digits] => digits.Length is 16 or 32 && AreHexadecimal(digits),
        _ => false,
    };

    private static bool IsQualified(ReadOnlySpan<char> rest)
    {
        if (rest.Length <= DateLength + 1 || !IsDate(rest[..DateLength]) || rest[DateLength] != '.')
        {
            return false;
        }

        rest = rest[(DateLength + 1)..];
        var colon = rest.IndexOf(':');
        return IsAuthority(colon < 0 ? rest : rest[..colon]) && (colon < 0 || IsText(rest[(colon + 1)..]));
    }

    private static bool IsDate(ReadOnlySpan<char> date)
    {
        for (var i = 0; i < date.Length; i++)
        {
            if (i == 4 ? date[i] != '-' : !char.IsAsciiDigit(date[i]))
            {
                return false;
            }
        }

        return true;
    }

    // a domain name, reversed
    private static bool IsAuthority(ReadOnlySpan<char> authority)
    {
        foreach (var c in authority)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.'))
            {
                return false;
            }
        }

        return !authority.IsEmpty;
    }

    private static bool IsText(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }

    private static bool AreHexadecimal(ReadOnlySpan<char> digits)
    {
        foreach (var c in digits)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
