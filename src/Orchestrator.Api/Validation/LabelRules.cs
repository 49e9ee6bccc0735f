namespace Orchestrator.Api.Validation;

/// <summary>Keys and values of labels; the same rule makes qualified names everywhere else.</summary>
internal static class LabelRules
{
    private const string KeyPattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string KeyMessage = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    private const string ValueMessage =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    public static IReadOnlyList<string> Key(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && key.IndexOf('/', slash + 1) >= 0)
        {
            return ["a valid label key " + Pattern(KeyMessage) + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }

        var name = key.AsSpan(slash + 1);
        var wellFormed = NameSyntax.IsLabelText(name);
        if (wellFormed && name.Length <= NameRules.MaximumLabelLength && slash < 0)
        {
            return [];
        }

        var messages = new List<string>();
        if (slash >= 0)
        {
            messages.AddRange(Prefix(key[..slash]));
        }

        if (name.IsEmpty)
        {
            messages.Add("name part must be non-empty");
        }
        else if (name.Length > NameRules.MaximumLabelLength)
        {
            messages.Add("name part " + NameRules.MaximumLength(NameRules.MaximumLabelLength));
        }

        if (!wellFormed)
        {
            messages.Add("name part " + Pattern(KeyMessage));
        }

        return messages;
    }

    public static IReadOnlyList<string> Value(string value)
    {
        var wellFormed = value.Length == 0 || NameSyntax.IsLabelText(value);
        if (wellFormed && value.Length <= NameRules.MaximumLabelLength)
        {
            return [];
        }

        var messages = NameRules.TooLong(value, NameRules.MaximumLabelLength);
        if (!wellFormed)
        {
            messages.Add(NameRules.Pattern(ValueMessage, $"({KeyPattern})?", "MyValue", "my_value", "12345"));
        }

        return messages;
    }

    private static IEnumerable<string> Prefix(string prefix) =>
        prefix.Length == 0 ? ["prefix part must be non-empty"] : NameRules.Dns1123Subdomain(prefix).Select(message => "prefix part " + message);

    private static string Pattern(string message) => NameRules.Pattern(message, KeyPattern, "MyName", "my.name", "123-abc");
}
