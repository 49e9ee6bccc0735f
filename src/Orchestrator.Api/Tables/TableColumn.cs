using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Tables;

/// <summary>A column of the table that a kind prints as. What kubectl shows comes from here.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Type">The OpenAPI type of the cells: <c>string</c>, <c>integer</c>, <c>boolean</c>, <c>date</c>.</param>
/// <param name="Format">The OpenAPI format: <c>name</c> marks the column that names the object.</param>
/// <param name="Priority">0 is shown always, 1 only in wide output.</param>
/// <param name="Description">What the column says.</param>
public abstract record TableColumn(string Name, string Type, string Format, int Priority, string Description)
{
    /// <summary>The cell of an object.</summary>
    public abstract TableCell Cell(IKubeObject obj, DateTime now);
}

/// <summary>A column of a typed kind.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Value">Gives the cell of an object at a time (UTC).</param>
/// <param name="Type">The OpenAPI type of the cells.</param>
/// <param name="Format">The OpenAPI format.</param>
/// <param name="Priority">0 is shown always, 1 only in wide output.</param>
/// <param name="Description">What the column says.</param>
public sealed record TableColumn<T>(
    string Name, Func<T, DateTime, TableCell> Value, string Type = "string", string Format = "", int Priority = 0, string Description = "")
    : TableColumn(Name, Type, Format, Priority, Description)
    where T : class, IKubeObject
{
    /// <inheritdoc/>
    public override TableCell Cell(IKubeObject obj, DateTime now) => Value((T)obj, now);
}
