using Orchestrator.Client;

namespace Orchestrator.EndToEnd.Tests.Kills;

/// <summary>Something that goes on in a cluster while its control plane is killed again and again.</summary>
internal interface IScenario
{
    /// <summary>Begins something new. It may be cut off anywhere, and is then begun again: whatever it writes is the same each time until it has come to its end.</summary>
    Task StepAsync(KubeClient client, Random random, CancellationToken cancellationToken);

    /// <summary>What is not as it should be in the end; null when everything is there, exactly once, and nothing else.</summary>
    Task<string?> ProblemAsync(KubeClient client);
}
