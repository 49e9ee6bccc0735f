using Orchestrator.Api.Objects;

namespace Orchestrator.Silo.SystemObjects;

/// <summary>An object that every cluster has.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Make">Makes it, if it is missing: with apiVersion, kind, and metadata.name.</param>
internal sealed record SystemObject(ObjectKey Key, Func<IKubeObject> Make);
