using System.Globalization;
using System.Net;
using System.Text;

namespace Orchestrator.Bench.Harness.Growth;

/// <summary>Curves as an SVG picture: a panel for each, the size on a logarithmic axis, the goal as a dashed line.</summary>
internal static class GrowthPlot
{
    private const int PanelWidth = 320;
    private const int PanelHeight = 220;
    private const int Columns = 3;
    private const int Margin = 44;

    public static string Draw(IReadOnlyList<GrowthPoint> points)
    {
        var curves = points.GroupBy(point => point.Curve, StringComparer.Ordinal).ToArray();
        var rows = (curves.Length + Columns - 1) / Columns;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Columns * PanelWidth}" height="{rows * PanelHeight}" font-family="sans-serif" font-size="10">
            <rect width="100%" height="100%" fill="white"/>

            """);
        for (var i = 0; i < curves.Length; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<g transform="translate({i % Columns * PanelWidth},{i / Columns * PanelHeight})">""").Append('\n');
            Panel(svg, [.. curves[i].OrderBy(point => point.Nodes)]);
            svg.Append("</g>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, GrowthPoint[] points)
    {
        var top = points.Max(point => Math.Max(point.Value, point.Goal?.Limit ?? 0)) * 1.1;
        top = top > 0 ? top : 1;
        var (first, last) = (Math.Log10(points[0].Nodes), Math.Log10(points[^1].Nodes));
        var x = (int nodes) => last > first ? Margin + ((Math.Log10(nodes) - first) / (last - first) * (PanelWidth - (2 * Margin))) : PanelWidth / 2.0;
        var y = (double value) => PanelHeight - Margin - (value / top * (PanelHeight - (2 * Margin)));
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{PanelWidth / 2}" y="18" text-anchor="middle" font-weight="bold">{WebUtility.HtmlEncode(points[0].Curve)} ({WebUtility.HtmlEncode(points[0].Unit)})</text>""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{Margin},{Margin} V{PanelHeight - Margin} H{PanelWidth - Margin}" fill="none" stroke="#888"/>""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"""<polyline fill="none" stroke="#1f6feb" stroke-width="2" points="{string.Join(' ', points.Select(point => FormattableString.Invariant($"{x(point.Nodes):0.0},{y(point.Value):0.0}")))}"/>""").Append('\n');
        foreach (var point in points)
        {
            if (point.Goal is { } goal)
            {
                var colour = goal.IsMetBy(point.Value) ? "#2da44e" : "#cf222e";
                svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{x(point.Nodes) - 26:0.0}" x2="{x(point.Nodes) + 26:0.0}" y1="{y(goal.Limit):0.0}" y2="{y(goal.Limit):0.0}" stroke="{colour}" stroke-width="2" stroke-dasharray="4 3"/>""").Append('\n');
            }

            svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{x(point.Nodes):0.0}" cy="{y(point.Value):0.0}" r="3" fill="#1f6feb"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x(point.Nodes):0.0}" y="{y(point.Value) - 7:0.0}" text-anchor="middle">{GrowthTable.Number(point.Value)}</text>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x(point.Nodes):0.0}" y="{PanelHeight - Margin + 14}" text-anchor="middle">{point.Nodes:N0}</text>""").Append('\n');
        }
    }
}
