namespace Orchestrator.Api.Apply;

/// <summary>How a value is merged and owned.</summary>
internal enum MergeShape
{
    /// <summary>As a whole.</summary>
    Leaf,

    /// <summary>Field by field; the fields are declared.</summary>
    Struct,

    /// <summary>Entry by entry.</summary>
    Map,

    /// <summary>Item by item: they are told apart by key fields.</summary>
    KeyedList,

    /// <summary>Item by item: they are scalars, each of them at most once.</summary>
    SetList,
}
