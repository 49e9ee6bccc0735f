using Orleans;

namespace Orchestrator.Grains.Controllers;

/// <summary>What a controller last made of one of its objects, for people.</summary>
/// <param name="Controller">Its name.</param>
/// <param name="LookedAt">When it last looked, UTC; null when it has not.</param>
/// <param name="Decision">What it decided, in plain words; empty when there is nothing to say.</param>
/// <param name="Error">Why its last look failed; empty when it did not.</param>
/// <param name="Failures">Looks in a row that failed.</param>
/// <param name="NextLook">When it looks again although nothing may change, UTC; null when a change is what it waits for.</param>
/// <param name="Refused">The last write that it was refused in its last look; empty when none was.</param>
/// <param name="Loop">That it writes again and again, and is slowed down; empty when not.</param>
[GenerateSerializer, Immutable, Alias("ControllerReport")]
public sealed record ControllerReport(
    [property: Id(0)] string Controller,
    [property: Id(1)] DateTime? LookedAt,
    [property: Id(2)] string Decision,
    [property: Id(3)] string Error,
    [property: Id(4)] int Failures,
    [property: Id(5)] DateTime? NextLook,
    [property: Id(6)] string Refused,
    [property: Id(7)] string Loop);
