using System.Text.Json.Nodes;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Apply;

/// <summary>What an apply makes of an object.</summary>
/// <param name="Object">The object, without managed fields.</param>
/// <param name="Managed">Its managed fields.</param>
public sealed record ApplyOutcome(JsonObject Object, List<ManagedFieldsEntry>? Managed);
