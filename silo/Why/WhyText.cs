using System.Buffers;
using System.Globalization;
using System.Text;
using Orchestrator.Grains.Why;

namespace Orchestrator.Silo.Why;

/// <summary>A report for a terminal.</summary>
internal static class WhyText
{
    /// <summary>Writes it.</summary>
    public static void Write(WhyReport report, IBufferWriter<byte> output)
    {
        var text = new StringBuilder().Append(report.Kind).Append('/').Append(report.Key.Name).Append(": ").Append(report.Summary).Append('\n');
        foreach (var finding in report.Findings)
        {
            text.Append("\n  ").Append(finding.Reason).Append(" (").Append(finding.Source).Append(finding.About.Length > 0 ? ", " : "").Append(finding.About).Append(")\n");
            text.Append("    ").Append(finding.Message).Append('\n');
            if (finding.Samples.Count > 0)
            {
                text.Append("    such as: ").AppendJoin(", ", finding.Samples).Append('\n');
            }

            if (finding.Remedy.Length > 0)
            {
                text.Append("    what would help: ").Append(finding.Remedy).Append('\n');
            }
        }

        var heading = "\n  controllers\n";
        foreach (var (about, said) in report.Controllers)
        {
            if (said.Decision.Length + said.Error.Length > 0)
            {
                text.Append(heading).Append("    ").Append(said.Controller).Append(" about ").Append(about).Append(": ");
                text.Append(said.Error.Length > 0 ? $"failed {said.Failures} times: {said.Error}" : said.Decision);
                text.Append(said.NextLook is { } next ? $" (looks again at {Time(next)})" : "").Append('\n');
                heading = "";
            }
        }

        Encoding.UTF8.GetBytes(text.ToString(), output);
    }

    /// <summary>A time as the API writes it.</summary>
    public static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
