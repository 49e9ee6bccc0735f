using Orchestrator.Grains.Controllers;

namespace Orchestrator.Grains.Why;

/// <summary>What a controller last made of the object, or of one of its owners.</summary>
/// <param name="About">The object, as <c>KIND/NAME</c>.</param>
/// <param name="Report">What the controller says.</param>
public sealed record ControllerNote(string About, ControllerReport Report);
