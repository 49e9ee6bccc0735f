using Orchestrator.Grains.ServiceAccounts;

namespace Orchestrator.Silo.ServiceAccounts;

/// <summary>What a token is bound to.</summary>
/// <param name="Pod">A pod.</param>
/// <param name="Secret">A secret.</param>
/// <param name="Node">A node; with a pod, the pod's.</param>
internal readonly record struct BoundObjects(ObjectIdentity? Pod, ObjectIdentity? Secret, ObjectIdentity? Node);
