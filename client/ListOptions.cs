using System.Text;

namespace Orchestrator.Client;

/// <summary>Which objects to list or watch.</summary>
public sealed record ListOptions
{
    /// <summary>Such as <c>app=web,tier!=db</c>.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Such as <c>metadata.name=web</c>.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>At most so many at a time.</summary>
    public int? Limit { get; init; }

    /// <summary>The next part of a list that was limited.</summary>
    public string? Continue { get; init; }

    /// <summary>For lists: as new as this; for watches: begin after this. Null for now.</summary>
    public string? ResourceVersion { get; init; }

    internal string ToQuery(bool watch)
    {
        var query = new StringBuilder();
        Add(query, "labelSelector", LabelSelector);
        Add(query, "fieldSelector", FieldSelector);
        Add(query, "resourceVersion", ResourceVersion);
        if (watch)
        {
            Add(query, "watch", "true");
            Add(query, "allowWatchBookmarks", "true");
        }
        else
        {
            Add(query, "limit", Limit?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Add(query, "continue", Continue);
        }

        return query.ToString();
    }

    private static void Add(StringBuilder query, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
