using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Health;

/// <summary>
/// <c>/healthz</c>, <c>/livez</c> and <c>/readyz</c> with <c>?verbose</c>, <c>?exclude=NAME</c> and a path for each check, in a real server's text form.
/// </summary>
internal sealed class HealthEndpoint(IReadOnlyList<HealthCheck> checks)
{
    private const string Plain = "text/plain; charset=utf-8";

    /// <summary>Whether a path is one of these.</summary>
    public static bool Serves(string path) => Split(path).Root.Length > 0;

    /// <summary>Answers 200, or 500 when a check fails.</summary>
    public Task WriteAsync(HttpContext context)
    {
        var (root, name) = Split(context.Request.Path.Value!);
        var excluded = context.Request.Query["exclude"];
        var text = new StringBuilder();
        var failed = new List<string>();
        var found = name.Length == 0;
        foreach (var check in checks)
        {
            if ((name.Length > 0 && name != check.Name) || (check.OnlyReadiness && root != "readyz"))
            {
                continue;
            }

            found = true;
            var isExcluded = excluded.Contains(check.Name);
            if (!isExcluded && !check.Check())
            {
                failed.Add(check.Name);
                text.Append("[-]").Append(check.Name).Append(" failed: reason withheld\n");
            }
            else
            {
                text.Append("[+]").Append(check.Name).Append(isExcluded ? " excluded: ok\n" : " ok\n");
            }
        }

        Unknown(excluded, text);
        return Answer(context, root, found, failed, text);
    }

    private void Unknown(IEnumerable<string?> excluded, StringBuilder text)
    {
        var unknown = excluded.Where(name => !checks.Any(check => check.Name == name)).Select(name => $"\"{name}\"").Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            text.Append("warn: some health checks cannot be excluded: no matches for ").AppendJoin(',', unknown).Append('\n');
        }
    }

    private static Task Answer(HttpContext context, string root, bool found, List<string> failed, StringBuilder text)
    {
        if (!found)
        {
            return context.WriteAsync(404, Plain, "404 page not found\n"u8);
        }

        if (failed.Count > 0)
        {
            return context.WriteAsync(500, Plain, Encoding.UTF8.GetBytes(text.Append(root).Append(" check failed\n").ToString()));
        }

        return context.Request.Query.ContainsKey("verbose")
            ? context.WriteAsync(200, Plain, Encoding.UTF8.GetBytes(text.Append(root).Append(" check passed\n").ToString()))
            : context.WriteAsync(200, Plain, "ok"u8);
    }

    private static (string Root, string Name) Split(string path)
    {
        foreach (var root in (ReadOnlySpan<string>)["healthz", "livez", "readyz"])
        {
            if (path.Length > root.Length && path.AsSpan(1).StartsWith(root))
            {
                var rest = path.AsSpan(root.Length + 1);
                if (rest.Length == 0 || rest[0] == '/')
                {
                    return (root, rest.Trim('/').ToString());
                }
            }
        }

        return ("", "");
    }
}
