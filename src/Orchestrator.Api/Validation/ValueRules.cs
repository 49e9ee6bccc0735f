using System.Text;

namespace Orchestrator.Api.Validation;

/// <summary>Rules for values that many kinds have: ports, keys of config maps, names of environment variables, identifiers of users.</summary>
public static class ValueRules
{
    /// <summary>A port number.</summary>
    public static IReadOnlyList<string> PortNumber(long port) => port is >= 1 and <= 65535 ? [] : ["must be between 1 and 65535, inclusive"];

    /// <summary>The name of a port (IANA service name): at most 15 of a-z, 0-9 and hyphen, with a letter.</summary>
    public static IReadOnlyList<string> PortName(string name)
    {
        var messages = NameRules.TooLong(name, 15);
        if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
        {
            messages.Add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }

        if (!name.Any(char.IsAsciiLetterLower))
        {
            messages.Add("must contain at least one letter (a-z)");
        }

        if (name.Contains("--", StringComparison.Ordinal))
        {
            messages.Add("must not contain consecutive hyphens");
        }

        if (name.StartsWith('-') || name.EndsWith('-'))
        {
            messages.Add("must not begin or end with a hyphen");
        }

        return messages;
    }

    /// <summary>The name of an environment variable: printable ASCII without <c>=</c> (relaxed since 1.34).</summary>
    public static IReadOnlyList<string> EnvironmentVariableName(string name)
    {
        if (name.Length == 0)
        {
            return ["environment variable name must be non-empty"];
        }

        return name.AsSpan().ContainsAnyExceptInRange(' ', '~') || name.Contains('=', StringComparison.Ordinal)
            ? ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
            : [];
    }

    /// <summary>A key of a config map or secret, which may become the name of a file.</summary>
    public static IReadOnlyList<string> ConfigKey(string key)
    {
        var messages = NameRules.TooLong(key, NameRules.MaximumSubdomainLength);
        if (key.Length == 0 || key.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_')))
        {
            messages.Add(NameRules.Pattern(
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.'", "[-._a-zA-Z0-9]+", "key.name", "KEY_NAME", "key-name"));
        }

        messages.AddRange(ParentDirectory(key));
        return messages;
    }

    /// <summary>A user's or group's numeric identifier.</summary>
    public static IReadOnlyList<string> UserOrGroupId(long id) => id is >= 0 and <= uint.MaxValue ? [] : ["must be between 0 and 4294967295, inclusive"];

    /// <summary>A number that may not be negative.</summary>
    public static IReadOnlyList<string> NonNegative(long value) => value >= 0 ? [] : ["must be greater than or equal to 0"];

    /// <summary>A percentage such as <c>25%</c>.</summary>
    public static IReadOnlyList<string> Percentage(string text) =>
        text.Length > 1 && text[^1] == '%' && !text.AsSpan(0, text.Length - 1).ContainsAnyExceptInRange('0', '9')
            ? []
            : [NameRules.Pattern("a valid percent string must be a numeric string followed by an ending '%'", "[0-9]+%", "1%", "93%")];

    /// <summary>The name of a header in a probe.</summary>
    public static IReadOnlyList<string> HttpHeaderName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? []
            : [NameRules.Pattern("a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", "X-Header-Name")];

    /// <summary>Bytes of a text in UTF-8, which is how limits are counted.</summary>
    internal static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private static IEnumerable<string> ParentDirectory(string text) => text switch
    {
        "." => ["must not be '.'"],
        ".." => ["must not be '..'"],
        _ => text.StartsWith("..", StringComparison.Ordinal) ? ["must not start with '..'"] : [],
    };
}
