using System.Globalization;
using Spectre.Console;

namespace Orchestrator.Bench.Harness.Growth;

/// <summary>Curves as a table: a row for each, a column for each size, a bar for each figure as large as its share of the row's largest.</summary>
internal static class GrowthTable
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    public static Table Of(IReadOnlyList<GrowthPoint> points)
    {
        var sizes = points.Select(point => point.Nodes).Distinct().Order().ToArray();
        var table = new Table().Title("growth with the number of nodes").Border(TableBorder.Simple).AddColumn(new TableColumn("measurement") { NoWrap = true });
        foreach (var size in sizes)
        {
            table.AddColumn(new TableColumn(size.ToString("N0", CultureInfo.InvariantCulture)) { NoWrap = true });
        }

        table.AddColumn(new TableColumn("plot") { NoWrap = true }).AddColumn(new TableColumn("goal") { NoWrap = true });
        foreach (var curve in points.GroupBy(point => point.Curve, StringComparer.Ordinal))
        {
            var largest = curve.Max(point => point.Value);
            var cells = sizes.Select(size => curve.FirstOrDefault(point => point.Nodes == size)).ToArray();
            table.AddRow([
                Markup.Escape(curve.Key),
                .. cells.Select(point => point is null ? "" : Markup.Escape(Text(point))),
                string.Concat(cells.Select(point => point is null ? ' ' : Bar(point.Value, largest))),
                Markup.Escape(string.Join(", ", curve.Where(point => point.Goal is not null).Select(point => $"{point.Goal!.Judge(point.Value, point.Unit)} at {point.Nodes:N0}")))]);
        }

        return table;
    }

    /// <summary>A figure with its unit.</summary>
    public static string Text(GrowthPoint point) => $"{Number(point.Value)} {point.Unit}";

    /// <summary>A figure with as many digits as matter.</summary>
    public static string Number(double value) => value.ToString(value >= 100 ? "N0" : value >= 1 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private static char Bar(double value, double largest) =>
        largest <= 0 ? Bars[0] : Bars[Math.Clamp((int)Math.Ceiling(value / largest * Bars.Length) - 1, 0, Bars.Length - 1)];
}
