namespace Orchestrator.Grains.Contract;

/// <summary>What a write does.</summary>
public enum WriteVerb
{
    /// <summary>POST: the object (or the action of a subresource such as <c>binding</c>).</summary>
    Create = 1,

    /// <summary>PUT: replaces the object.</summary>
    Update = 2,

    /// <summary>PATCH: changes the object as <see cref="WriteRequest.Patch"/> says.</summary>
    Patch = 3,

    /// <summary>DELETE.</summary>
    Delete = 4,
}
