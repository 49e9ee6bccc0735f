using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Fuzz;

/// <summary>The fuzz tests have a silo of their own: what they leave behind (quotas, classes, roles) would puzzle others.</summary>
[CollectionDefinition(Name)]
public sealed class FuzzCollection : ICollectionFixture<SiloFixture>
{
    public const string Name = "fuzz";
}
