namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>A port of the node that a pod takes.</summary>
/// <param name="Ip">The address; <c>0.0.0.0</c> is every address.</param>
/// <param name="Protocol">TCP, UDP or SCTP.</param>
/// <param name="Port">The number.</param>
internal readonly record struct HostPort(string Ip, string Protocol, int Port)
{
    /// <summary>Every address.</summary>
    public const string AnyAddress = "0.0.0.0";

    /// <summary>Whether both cannot be on one node: the same port and protocol, and the same address or one that is every address.</summary>
    public bool ConflictsWith(in HostPort other) =>
        Port == other.Port && Protocol == other.Protocol && (Ip == other.Ip || Ip == AnyAddress || other.Ip == AnyAddress);
}
