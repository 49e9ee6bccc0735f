namespace Orchestrator.Silo.Tests.Support;

/// <summary>The tests that share one running silo.</summary>
[CollectionDefinition(Name)]
public sealed class SiloCollection : ICollectionFixture<SiloFixture>
{
    public const string Name = "silo";
}
