namespace Orchestrator.Ledger.Metadata;

/// <summary>An element of <c>metadata.ownerReferences</c>.</summary>
public sealed record EntryOwner(string ApiVersion, string Kind, string Name, string Uid, bool Controller, bool BlockOwnerDeletion);
