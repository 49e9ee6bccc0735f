namespace Orchestrator.Grains.Objects.Admission;

/// <summary>The validating half of admission: the new object is final and valid.</summary>
public interface IValidatingAdmissionPlugin : IAdmissionPlugin
{
    /// <summary>May refuse the request; changes nothing.</summary>
    ValueTask ValidateAsync(AdmissionAttributes attributes);
}
