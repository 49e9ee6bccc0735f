namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>Which object of a name is meant: the one of this uid.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its uid; empty when it was not known.</param>
public readonly record struct ObjectIdentity(string Name, string Uid);
