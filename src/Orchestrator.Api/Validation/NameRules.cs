namespace Orchestrator.Api.Validation;

/// <summary>
/// The rules for names, each giving the messages of a real server: none when the value is good.
/// The patterns are checked by hand, since every create runs through them, and stand in the messages only.
/// </summary>
public static class NameRules
{
    private const string LabelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainPattern = LabelPattern + "(\\." + LabelPattern + ")*";
    private const string Dns1035Pattern = "[a-z]([-a-z0-9]*[a-z0-9])?";

    private const string LabelMessage =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";

    private const string SubdomainMessage =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

    private const string WildcardMessage =
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, "
        + "'-' or '.' and end with an alphanumeric character";

    private const string Dns1035Message =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";

    /// <summary>The most bytes in a DNS label, and in the name part of a label's key.</summary>
    public const int MaximumLabelLength = 63;

    /// <summary>The most bytes in a DNS subdomain.</summary>
    public const int MaximumSubdomainLength = 253;

    /// <summary>A DNS-1123 label: names of namespaces, containers, volumes.</summary>
    public static IReadOnlyList<string> Dns1123Label(string value)
    {
        if (value.Length <= MaximumLabelLength && NameSyntax.IsDnsLabel(value))
        {
            return [];
        }

        var messages = TooLong(value, MaximumLabelLength);
        if (!NameSyntax.IsDnsLabel(value))
        {
            messages.Add(NameSyntax.IsDnsSubdomain(value) ? "must not contain dots" : Pattern(LabelMessage, LabelPattern, "my-name", "123-abc"));
        }

        return messages;
    }

    /// <summary>A DNS-1123 subdomain: names of most objects.</summary>
    public static IReadOnlyList<string> Dns1123Subdomain(string value)
    {
        if (value.Length <= MaximumSubdomainLength && NameSyntax.IsDnsSubdomain(value))
        {
            return [];
        }

        var messages = TooLong(value, MaximumSubdomainLength);
        if (!NameSyntax.IsDnsSubdomain(value))
        {
            messages.Add(Pattern(SubdomainMessage, SubdomainPattern, "example.com"));
        }

        return messages;
    }

    /// <summary><c>*.</c> before a DNS-1123 subdomain: hosts of ingresses.</summary>
    public static IReadOnlyList<string> WildcardSubdomain(string value)
    {
        var wellFormed = value.StartsWith("*.", StringComparison.Ordinal) && NameSyntax.IsDnsSubdomain(value.AsSpan(2));
        if (wellFormed && value.Length <= MaximumSubdomainLength)
        {
            return [];
        }

        var messages = TooLong(value, MaximumSubdomainLength);
        if (!wellFormed)
        {
            messages.Add(Pattern(WildcardMessage, "\\*\\." + SubdomainPattern, "*.example.com"));
        }

        return messages;
    }

    /// <summary>A DNS-1035 label: names of services.</summary>
    public static IReadOnlyList<string> Dns1035Label(string value)
    {
        var wellFormed = NameSyntax.IsDnsLabel(value) && value[0] is >= 'a' and <= 'z';
        if (wellFormed && value.Length <= MaximumLabelLength)
        {
            return [];
        }

        var messages = TooLong(value, MaximumLabelLength);
        if (!wellFormed)
        {
            messages.Add(Pattern(Dns1035Message, Dns1035Pattern, "my-name", "abc-123"));
        }

        return messages;
    }

    /// <summary>A qualified name: keys of labels and annotations, names of finalizers, conditions and resources.</summary>
    public static IReadOnlyList<string> QualifiedName(string value) => LabelRules.Key(value);

    /// <summary>The value of a label.</summary>
    public static IReadOnlyList<string> LabelValue(string value) => LabelRules.Value(value);

    /// <summary>What a name may be that stands as one segment in a path: not <c>.</c>, not <c>..</c>, no <c>/</c> and no <c>%</c>. A NUL, which neither a request nor a database takes, is refused too.</summary>
    public static IReadOnlyList<string> PathSegment(string value)
    {
        if (value is "." or "..")
        {
            return [$"may not be '{value}'"];
        }

        if (value.AsSpan().IndexOfAny('/', '%', '\0') < 0)
        {
            return [];
        }

        var messages = new List<string>();
        foreach (var (illegal, shown) in ((char, string)[])[('/', "/"), ('%', "%"), ('\0', @"\x00")])
        {
            if (value.Contains(illegal, StringComparison.Ordinal))
            {
                messages.Add($"may not contain '{shown}'");
            }
        }

        return messages;
    }

    /// <summary>
    /// The part of a name that a rule can judge: of a prefix, which may end where a whole name may not, the end is taken off.
    /// </summary>
    public static string WithoutPrefixEnd(string name, bool prefix) => prefix && name.Length > 1 && name[^1] == '-' ? name[..^2] + "a" : name;

    internal static List<string> TooLong(string value, int maximum) => value.Length > maximum ? [MaximumLength(maximum)] : [];

    internal static string MaximumLength(int maximum) => $"must be no more than {maximum} bytes";

    internal static string Pattern(string message, string pattern, params ReadOnlySpan<string> examples)
    {
        var text = message + " (e.g. ";
        for (var i = 0; i < examples.Length; i++)
        {
            text += (i > 0 ? " or " : "") + $"'{examples[i]}', ";
        }

        return text + $"regex used for validation is '{pattern}')";
    }
}
