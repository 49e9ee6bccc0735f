using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies;

/// <summary>A strategy with a sensible default for everything, so that a kind says only what it does differently.</summary>
/// <typeparam name="T">The kind's model.</typeparam>
public abstract class KindStrategy<T> : IKindStrategy
    where T : class, IKubeObject
{
    private IReadOnlyDictionary<string, Func<IKubeObject, string>>? _selectableFields;

    /// <inheritdoc/>
    public virtual bool TracksGeneration => false;

    /// <inheritdoc/>
    public virtual bool AllowsPlainFinalizers => false;

    /// <inheritdoc/>
    public virtual IReadOnlyList<TableColumn> Columns => Tables.Columns.Default;

    IReadOnlyDictionary<string, Func<IKubeObject, string>> IKindStrategy.SelectableFields => _selectableFields ??= SelectableFields.ToDictionary(
        entry => entry.Key, entry => (Func<IKubeObject, string>)(obj => entry.Value((T)obj)), StringComparer.Ordinal);

    /// <summary>The fields that field selectors may use, besides <c>metadata.name</c> and <c>metadata.namespace</c>.</summary>
    protected virtual IReadOnlyDictionary<string, Func<T, string>> SelectableFields { get; } = new Dictionary<string, Func<T, string>>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.Dns1123Subdomain(NameRules.WithoutPrefixEnd(name, prefix));

    /// <inheritdoc/>
    public virtual string UnknownField(string field) =>
        SelectableFields.Count == 0
            ? $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
            : $"field label not supported: {field}";

    /// <inheritdoc cref="IKindStrategy.Default"/>
    protected virtual void Default(T obj)
    {
    }

    /// <inheritdoc cref="IKindStrategy.PrepareForCreate"/>
    protected virtual void PrepareForCreate(T obj)
    {
    }

    /// <inheritdoc cref="IKindStrategy.PrepareForUpdate"/>
    protected virtual void PrepareForUpdate(T obj, T old, string subresource)
    {
    }

    /// <inheritdoc cref="IKindStrategy.Validate"/>
    protected virtual void Validate(T obj, FieldErrors errors)
    {
    }

    /// <summary>Checks a changed object. Unless overridden, it is checked like a new one on main writes, and not on writes to subresources.</summary>
    protected virtual void ValidateUpdate(T obj, T old, string subresource, FieldErrors errors)
    {
        if (subresource.Length == 0)
        {
            Validate(obj, errors);
        }
    }

    /// <inheritdoc cref="IKindStrategy.Warnings"/>
    protected virtual IReadOnlyList<string> Warnings(T obj, T? old) => [];

    /// <inheritdoc cref="IKindStrategy.SpecChanged"/>
    protected virtual bool SpecChanged(T obj, T old) => false;

    /// <inheritdoc cref="IKindStrategy.DefaultGracePeriod"/>
    protected virtual long? DefaultGracePeriod(T obj) => null;

    void IKindStrategy.Default(IKubeObject obj) => Default((T)obj);

    void IKindStrategy.PrepareForCreate(IKubeObject obj) => PrepareForCreate((T)obj);

    void IKindStrategy.PrepareForUpdate(IKubeObject obj, IKubeObject old, string subresource) => PrepareForUpdate((T)obj, (T)old, subresource);

    void IKindStrategy.Validate(IKubeObject obj, FieldErrors errors) => Validate((T)obj, errors);

    void IKindStrategy.ValidateUpdate(IKubeObject obj, IKubeObject old, string subresource, FieldErrors errors) =>
        ValidateUpdate((T)obj, (T)old, subresource, errors);

    IReadOnlyList<string> IKindStrategy.Warnings(IKubeObject obj, IKubeObject? old) => Warnings((T)obj, (T?)old);

    bool IKindStrategy.SpecChanged(IKubeObject obj, IKubeObject old) => SpecChanged((T)obj, (T)old);

    long? IKindStrategy.DefaultGracePeriod(IKubeObject obj) => DefaultGracePeriod((T)obj);
}
