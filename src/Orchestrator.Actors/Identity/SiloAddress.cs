using System.Net;

namespace Orleans.Runtime;

/// <summary>One run of one silo: where it listens, and a generation that tells a restart from its predecessor.</summary>
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>
{
    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
    }

    /// <summary>Where the silo listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Rises from one start to the next.</summary>
    public int Generation { get; }

    /// <summary>Makes an address.</summary>
    public static SiloAddress New(IPEndPoint ep, int gen) => new(ep, gen);

    /// <summary>Makes an address.</summary>
    public static SiloAddress New(IPAddress address, int port, int generation) => new(new IPEndPoint(address, port), generation);

    /// <summary>Seconds since 2022: fits an int until 2090.</summary>
    public static int AllocateNewGeneration() => (int)(DateTimeOffset.UtcNow - new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;

    /// <summary>The form <c>address:port@generation</c>.</summary>
    public string ToParsableString() => $"{Endpoint}@{Generation}";

    /// <inheritdoc />
    public bool Equals(SiloAddress? other) => other is not null && Generation == other.Generation && Endpoint.Equals(other.Endpoint);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Endpoint, Generation);

    /// <inheritdoc />
    public int CompareTo(SiloAddress? other) =>
        other is null ? 1
        : Generation.CompareTo(other.Generation) is var byGeneration and not 0 ? byGeneration
        : string.CompareOrdinal(Endpoint.ToString(), other.Endpoint.ToString());

    /// <summary>A hash that is the same in every process.</summary>
    public int GetConsistentHashCode() => (int)StableHash.Compute(ToParsableString());

    /// <inheritdoc />
    public override string ToString() => $"S{ToParsableString()}";
}
