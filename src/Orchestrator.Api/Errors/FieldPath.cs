using System.Globalization;
using System.Text;

namespace Orchestrator.Api.Errors;

/// <summary>
/// Where a field is in an object. Prints as Kubernetes' <c>field.Path</c> does: <c>spec.containers[0].name</c>, <c>metadata.labels[app]</c>.
/// Immutable; the text is only made when an error needs it.
/// </summary>
public sealed class FieldPath
{
    private readonly FieldPath? _parent;
    private readonly string? _name;
    private readonly string? _key;
    private readonly int _index;

    private FieldPath(FieldPath? parent, string? name, string? key, int index)
    {
        _parent = parent;
        _name = name;
        _key = key;
        _index = index;
    }

    /// <summary>Begins a path at a field of the object.</summary>
    public static FieldPath Of(string name) => new(null, name, null, 0);

    /// <summary>Begins a path with nested fields: <c>Of("spec", "template")</c> is <c>spec.template</c>.</summary>
    public static FieldPath Of(string first, string second) => Of(first).Child(second);

    /// <summary>A field of the value at this path.</summary>
    public FieldPath Child(string name) => new(this, name, null, 0);

    /// <summary>A field of a field of the value at this path.</summary>
    public FieldPath Child(string first, string second) => Child(first).Child(second);

    /// <summary>An element of the list at this path.</summary>
    public FieldPath Index(int index) => new(this, null, null, index);

    /// <summary>An entry of the map at this path.</summary>
    public FieldPath Key(string key) => new(this, null, key, 0);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        _parent?.Append(text);
        if (_name is not null)
        {
            text.Append(_parent is null ? "" : ".").Append(_name);
        }
        else if (_key is not null)
        {
            text.Append('[').Append(_key).Append(']');
        }
        else
        {
            text.Append('[').Append(_index.ToString(CultureInfo.InvariantCulture)).Append(']');
        }
    }
}
