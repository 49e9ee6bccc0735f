using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>How a volume may be mounted, by how many nodes or pods.</summary>
internal static class AccessModes
{
    private const string OncePod = "ReadWriteOncePod";

    private static readonly string[] Supported = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", OncePod];

    /// <summary>Every mode is a known one, and that of a single pod stands alone.</summary>
    public static void Validate(List<string>? modes, FieldErrors errors, FieldPath parent, string ifNone)
    {
        if (modes is not { Count: > 0 })
        {
            errors.Required(parent.Child("accessModes"), ifNone);
            return;
        }

        foreach (var mode in modes)
        {
            if (Array.IndexOf(Supported, mode) < 0)
            {
                errors.NotSupported(parent.Child("accessModes"), mode, Supported);
            }
        }

        if (modes.Contains(OncePod) && modes.Exists(mode => mode != OncePod))
        {
            errors.Forbidden(parent.Child("accessModes"), "may not use ReadWriteOncePod with other access modes");
        }
    }

    /// <summary>The modes as tables show them: <c>RWO,ROX</c>.</summary>
    public static string Text(List<string>? modes)
    {
        var known = new List<string>(4);
        Add("ReadWriteOnce", "RWO");
        Add("ReadOnlyMany", "ROX");
        Add("ReadWriteMany", "RWX");
        Add(OncePod, "RWOP");
        return string.Join(',', known);

        void Add(string mode, string text)
        {
            if (modes?.Contains(mode) == true)
            {
                known.Add(text);
            }
        }
    }
}
