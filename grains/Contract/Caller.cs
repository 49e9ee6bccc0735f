using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>Who asks, as authentication (or impersonation) found it.</summary>
/// <param name="UserName">For example <c>system:serviceaccount:kube-system:replicaset-controller</c>.</param>
/// <param name="Uid">The user's uid; empty when there is none.</param>
/// <param name="Groups">The user's groups.</param>
[GenerateSerializer, Immutable, Alias("Caller")]
public sealed record Caller(
    [property: Id(0)] string UserName,
    [property: Id(1)] string Uid,
    [property: Id(2)] string[] Groups)
{
    private static readonly Dictionary<string, string[]> NoExtra = [];

    /// <summary>What else is known of the user: name → values (<c>authentication.kubernetes.io/pod-name</c> for instance). Shared: never written to.</summary>
    [Id(3)] public IReadOnlyDictionary<string, string[]> Extra { get; init; } = NoExtra;

    /// <summary>A caller without uid and groups.</summary>
    public static Caller Named(string userName) => new(userName, "", []);
}
