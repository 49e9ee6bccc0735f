using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers;
using Orleans;

namespace Orchestrator.Grains.Why;

/// <summary>Asks the controllers of an object what they last made of it.</summary>
internal sealed class ControllerNotes(ControllerRegistry controllers, IGrainFactory grains)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Their reports. One that is in the middle of a long look and does not answer in time is left out.</summary>
    public async Task<IReadOnlyList<ControllerNote>> OfAsync(WhySubject subject, CancellationToken cancellationToken)
    {
        var asked = controllers.Explaining(subject.Entry).Select(key => AskAsync(key, subject, cancellationToken));
        return [.. (await Task.WhenAll(asked)).OfType<ControllerNote>()];
    }

    private async Task<ControllerNote?> AskAsync(ControllerKey key, WhySubject subject, CancellationToken cancellationToken)
    {
        try
        {
            var grain = grains.GetGrain<IControllerGrain>(key.ToString());
            return new ControllerNote(subject.Name, await grain.ExplainAsync().WaitAsync(Patience, cancellationToken));
        }
        catch (TimeoutException)
        {
            return new ControllerNote(subject.Name, new ControllerReport(key.Controller, null, "is looking at it right now", "", 0, null, "", ""));
        }
    }
}
