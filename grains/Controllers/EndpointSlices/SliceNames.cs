using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>
/// Names of new slices: they look like generated ones, and depend on the owner and the slices that were there when the slice was decided on.
/// So a decision that is carried out twice asks for the same name and is refused.
/// </summary>
internal static class SliceNames
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>The first name that is not taken; takes it.</summary>
    public static string Next(IKubeObject owner, string family, HashSet<string> taken)
    {
        var seed = FnvOffset;
        foreach (var text in (ReadOnlySpan<string>)[owner.Metadata.Uid ?? "", family])
        {
            foreach (var c in text)
            {
                seed = (seed ^ c) * FnvPrime;
            }
        }

        for (var number = 0UL; ; number++)
        {
            var name = $"{owner.Metadata.Name}-{SafeNames.Suffix(((seed ^ number) * FnvPrime) >> 16)}";
            if (taken.Add(name))
            {
                return name;
            }
        }
    }
}
