namespace Orchestrator.Grains.Objects.Admission;

/// <summary>
/// Has a say in writes, after authorization and inside the object's turn: so what it is shown as the old object is what the new one replaces.
/// A plugin implements <see cref="IMutatingAdmissionPlugin"/>, <see cref="IValidatingAdmissionPlugin"/> or both, and refuses by throwing an
/// <see cref="Orchestrator.Api.Errors.ApiException"/>. It may be asked again for the same request, and keeps nothing of a dry run.
/// </summary>
public interface IAdmissionPlugin
{
    /// <summary>The plugin's name, as a real server's flags have it; it decides the plugin's place (see <see cref="AdmissionOrder"/>).</summary>
    string Name { get; }

    /// <summary>Whether it wants to see requests of this sort. Asked once for each sort, so that requests pay only for plugins that have to do with them.</summary>
    bool Handles(AdmissionTarget target);
}
