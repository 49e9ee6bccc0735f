using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers;

/// <summary>A controller and one of its objects: the key of a <see cref="IControllerGrain"/>.</summary>
internal readonly record struct ControllerKey(string Controller, ObjectKey Object)
{
    /// <summary>Parses the text form.</summary>
    /// <exception cref="FormatException">It is not of this form.</exception>
    public static ControllerKey Parse(string text)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return bar < 0
            ? throw new FormatException($"'{text}' is not a controller's key (controller|object)")
            : new ControllerKey(text[..bar], ObjectKey.Parse(text[(bar + 1)..]));
    }

    /// <summary>The text form.</summary>
    public override string ToString() => $"{Controller}|{Object}";
}
