using Orchestrator.Api.Models.Resource.V1;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Allocation;

/// <summary>A claim that has to be allocated.</summary>
internal sealed class ClaimDemand
{
    private ClaimDemand(ResourceClaim claim, DeviceDemand[][] requests) => (Claim, Requests) = (claim, requests);

    /// <summary>The claim. Shared: never change it.</summary>
    public ResourceClaim Claim { get; }

    /// <summary>For each request its alternatives, best first.</summary>
    public DeviceDemand[][] Requests { get; }

    /// <summary>As errors name it.</summary>
    public string Shown => $"{Claim.Metadata.Namespace}/{Claim.Metadata.Name}";

    /// <summary>Reads a claim; null when a class that it needs does not exist.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="find">Finds a class by its name.</param>
    /// <param name="problem">Which class is missing.</param>
    public static ClaimDemand? Of(ResourceClaim claim, Func<string, DeviceClass?> find, out string? problem)
    {
        problem = null;
        var requests = new List<DeviceDemand[]>();
        foreach (var request in claim.Spec.Devices.Requests ?? [])
        {
            var alternatives = new List<DeviceDemand>();
            if (request.Exactly is { } exact)
            {
                if (find(exact.DeviceClassName) is not { } deviceClass)
                {
                    problem = Missing(request.Name, exact.DeviceClassName);
                    return null;
                }

                alternatives.Add(DeviceDemand.Of(request.Name, exact, deviceClass));
            }

            foreach (var sub in request.FirstAvailable ?? [])
            {
                if (find(sub.DeviceClassName) is not { } deviceClass)
                {
                    problem = Missing($"{request.Name}/{sub.Name}", sub.DeviceClassName);
                    return null;
                }

                alternatives.Add(DeviceDemand.Of(request.Name, sub, deviceClass));
            }

            requests.Add([.. alternatives]);
        }

        return new ClaimDemand(claim, [.. requests]);
    }

    private static string Missing(string request, string deviceClass) => $"request {request}: device class {deviceClass} does not exist";
}
