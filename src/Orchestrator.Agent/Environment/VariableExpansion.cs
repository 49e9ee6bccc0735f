using System.Text;

namespace Orchestrator.Agent.Environment;

/// <summary>
/// Replaces <c>$(NAME)</c> by the variable's value; <c>$$</c> is a plain dollar, and a reference to an unknown variable stays as it is
/// (k8s.io/kubernetes/third_party/forked/golang/expansion).
/// </summary>
internal static class VariableExpansion
{
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        if (!text.Contains('$'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == '$')
            {
                result.Append('$');
            }
            else if (text[i] != '(')
            {
                result.Append('$').Append(text[i]);
            }
            else if (text.IndexOf(')', i) is var end && end > 0)
            {
                var name = text[(i + 1)..end];
                result.Append(variables.TryGetValue(name, out var value) ? value : $"$({name})");
                i = end;
            }
            else
            {
                result.Append("$(");
            }
        }

        return result.ToString();
    }

    public static List<string>? Expand(List<string>? texts, IReadOnlyDictionary<string, string> variables) =>
        texts is { Count: > 0 } ? texts.ConvertAll(t => Expand(t, variables)) : null;
}
