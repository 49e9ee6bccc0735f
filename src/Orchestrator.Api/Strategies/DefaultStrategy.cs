using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Strategies;

/// <summary>The strategy of a kind that has none of its own.</summary>
public sealed class DefaultStrategy : KindStrategy<IKubeObject>
{
    /// <summary>The one instance.</summary>
    public static readonly DefaultStrategy Instance = new();

    private DefaultStrategy()
    {
    }
}
