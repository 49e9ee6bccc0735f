using System.Globalization;

namespace Orchestrator.Grains.Controllers.Events;

/// <summary>Names of events: the object's name and a number that equal events share, so that a repetition finds the first one and raises its count.</summary>
internal static class EventNames
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>The event's name.</summary>
    public static string Of(EventNote note)
    {
        var hash = FnvOffset;
        foreach (var text in (ReadOnlySpan<string>)[note.Source, note.Object.Uid, note.Object.Kind, note.Type, note.Reason, note.Message])
        {
            foreach (var c in text)
            {
                hash = (hash ^ c) * FnvPrime;
            }

            hash = (hash ^ 0xff) * FnvPrime;
        }

        return note.Object.Name + "." + hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
