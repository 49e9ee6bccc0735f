using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Tables;

/// <summary>An object that becomes a row: its typed view for the cells, and its encoded JSON for rows that carry the whole object.</summary>
/// <param name="Object">The typed view; is not changed.</param>
/// <param name="Json">The object's JSON in the version asked for; needed only with <see cref="IncludeObject.Object"/>.</param>
public readonly record struct TableRowSource(IKubeObject Object, ReadOnlyMemory<byte> Json);
