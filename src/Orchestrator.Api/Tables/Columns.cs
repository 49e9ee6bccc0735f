using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Tables;

/// <summary>The columns that many kinds share, and short forms for the others.</summary>
public static class Columns
{
    /// <summary>The object's name.</summary>
    public static TableColumn<T> Name<T>()
        where T : class, IKubeObject =>
        new("Name", (obj, _) => obj.Metadata.Name ?? "", Format: "name", Description: "The object's name, unique among those of its kind in its namespace");

    /// <summary>How long ago the object was created: <c>3d4h</c>.</summary>
    public static TableColumn<T> Age<T>()
        where T : class, IKubeObject =>
        new("Age", (obj, now) => HumanDuration.Since(obj.Metadata.CreationTimestamp, now), Description: "How long ago the object was created");

    /// <summary>A column that does not depend on the time.</summary>
    public static TableColumn<T> Text<T>(string name, Func<T, string?> value, string description = "")
        where T : class, IKubeObject =>
        new(name, (obj, _) => value(obj), Description: description);

    /// <summary>A column of numbers.</summary>
    public static TableColumn<T> Number<T>(string name, Func<T, long> value, string description = "")
        where T : class, IKubeObject =>
        new(name, (obj, _) => value(obj), Type: "integer", Description: description);

    /// <summary>A column for wide output only.</summary>
    public static TableColumn<T> Wide<T>(string name, Func<T, string?> value, string description = "")
        where T : class, IKubeObject =>
        new(name, (obj, _) => value(obj), Priority: 1, Description: description);

    /// <summary>The columns of a kind that has none of its own: its name and when it was created.</summary>
    public static IReadOnlyList<TableColumn> Default { get; } =
    [
        Name<IKubeObject>(),
        new TableColumn<IKubeObject>(
            "Created At",
            (obj, _) => obj.Metadata.CreationTimestamp?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) ?? "<unknown>",
            Type: "date",
            Description: "When the object was created"),
    ];
}
