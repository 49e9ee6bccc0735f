namespace Orchestrator.Grains.Objects.Admission;

/// <summary>The mutating half of admission: before the object is prepared and validated.</summary>
public interface IMutatingAdmissionPlugin : IAdmissionPlugin
{
    /// <summary>May change the new object or refuse the request.</summary>
    ValueTask AdmitAsync(AdmissionAttributes attributes);
}
