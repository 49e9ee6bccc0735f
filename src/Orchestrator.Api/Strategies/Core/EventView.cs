using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>What an event says, whichever of the two APIs it came through.</summary>
internal sealed record EventView(
    ObjectMeta Metadata,
    ObjectReference About,
    string? Type,
    string? Reason,
    string? Message,
    string? Component,
    string? Host,
    DateTime? First,
    DateTime? Last,
    int? Count,
    DateTime? EventTime,
    int? SeriesCount,
    DateTime? SeriesLast);
