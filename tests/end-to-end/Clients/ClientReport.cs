namespace Orchestrator.EndToEnd.Tests.Clients;

/// <summary>What a client's script reported: TAP.</summary>
/// <param name="Client">The client, with its version.</param>
/// <param name="Output">The report.</param>
/// <param name="Errors">What the script said besides.</param>
internal sealed record ClientReport(string Client, string Output, string Errors)
{
    private const string Ok = "ok - ";
    private const string NotOk = "not ok - ";

    /// <summary>The checks that succeeded.</summary>
    public IReadOnlyList<string> Passed => Lines(Ok);

    /// <summary>The checks that failed.</summary>
    public IReadOnlyList<string> Failed => Lines(NotOk);

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Client}: {Passed.Count} passed ({string.Join(", ", Passed)}){(Failed.Count == 0 ? "" : $", {Failed.Count} FAILED ({string.Join(", ", Failed)})")}";

    private List<string> Lines(string start) =>
        [.. Output.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line[start.Length..])];
}
