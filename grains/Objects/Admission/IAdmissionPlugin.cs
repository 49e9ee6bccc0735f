namespace Orchestrator.Grains.Objects.Admission;

/// <summary>
/// Has a say in every write, after authorization and inside the object's turn: so what it is shown as the old object is what the new one replaces.
/// A plugin refuses by throwing an <see cref="Orchestrator.Api.Errors.ApiException"/>. It may be asked again for the same request.
/// </summary>
public interface IAdmissionPlugin
{
    /// <summary>The plugin's name, as a real server's flags have it.</summary>
    string Name { get; }

    /// <summary>May change the new object or refuse the request.</summary>
    ValueTask AdmitAsync(AdmissionAttributes attributes) => ValueTask.CompletedTask;

    /// <summary>May refuse the request; the new object is final.</summary>
    ValueTask ValidateAsync(AdmissionAttributes attributes) => ValueTask.CompletedTask;
}
