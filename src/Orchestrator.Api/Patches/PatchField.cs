using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Patches;

/// <summary>What a strategic merge patch needs to know of a field; of a map's entry or an unknown field, nothing.</summary>
internal readonly record struct PatchField(TypeSchema? Type, PatchStrategies Strategy, string? MergeKey)
{
    /// <summary>Whether an object is replaced as a whole.</summary>
    public bool Replaces => Strategy.HasFlag(PatchStrategies.Replace);

    /// <summary>Whether a list is merged.</summary>
    public bool MergesList => Strategy.HasFlag(PatchStrategies.Merge);

    public static PatchField Find(TypeSchema? schema, string name) => schema?.Find(name) is { } field
        ? new PatchField(field.Value.Object ?? field.Value.Items?.Object, field.PatchStrategy, field.PatchMergeKey.Length == 0 ? null : field.PatchMergeKey)
        : default;
}
