using Orchestrator.Api.Errors;
using Orchestrator.Grains.Controllers.Events;

namespace Orchestrator.Grains.Controllers;

/// <summary>Tells people, as events about the object, that a controller cannot get on with it.</summary>
internal static class ControllerTrouble
{
    /// <summary>Failures in a row that are nothing unusual: somebody else was faster, something is not there yet.</summary>
    private const int Usual = 5;

    /// <summary>A look failed. Told once for each row of failures; also of an object that nobody can read.</summary>
    public static void TellFailure(ControllerServices services, ControllerKey key, int failures, Exception error)
    {
        if (failures == Usual + 1 && error is not ApiException { Status.Code: 404 or 409 })
        {
            Tell(services, key, "ReconcileFailed", $"{failures} tries in a row failed, the last one with: {LastLook.Words(error)}");
        }
    }

    /// <summary>A controller writes for the object again and again.</summary>
    public static void TellLoop(ControllerServices services, ControllerKey key, string what) => Tell(services, key, "ChangesTooOften", what);

    private static void Tell(ControllerServices services, ControllerKey key, string reason, string message)
    {
        if (services.Replica.Get(key.Object) is { } entry && services.Kinds.TryGet(key.Object.GroupResource) is { } kind)
        {
            services.Events.From(key.Controller).Warning(EventSubject.Of(entry, kind), reason, message);
        }
    }
}
