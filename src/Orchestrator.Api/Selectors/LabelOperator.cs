namespace Orchestrator.Api.Selectors;

/// <summary>How a requirement of a label selector compares.</summary>
public enum LabelOperator
{
    /// <summary><c>key in (a,b)</c></summary>
    In,

    /// <summary><c>key notin (a,b)</c>; an object without the key matches.</summary>
    NotIn,

    /// <summary><c>key=value</c></summary>
    Equals,

    /// <summary><c>key==value</c>, the same as <see cref="Equals"/>; kept apart so that it prints as written.</summary>
    DoubleEquals,

    /// <summary><c>key!=value</c>; an object without the key matches.</summary>
    NotEquals,

    /// <summary><c>key</c></summary>
    Exists,

    /// <summary><c>!key</c></summary>
    DoesNotExist,

    /// <summary><c>key&gt;1</c>, integers only.</summary>
    GreaterThan,

    /// <summary><c>key&lt;1</c>, integers only.</summary>
    LessThan,
}
