namespace Orchestrator.Api.Strategies;

/// <summary>What a kind does beyond its data: prepare, default, validate. A kind without one works too.</summary>
public interface IKindStrategy
{
}
