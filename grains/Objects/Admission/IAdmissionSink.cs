namespace Orchestrator.Grains.Objects.Admission;

/// <summary>Takes what plugins leave behind besides the object.</summary>
internal interface IAdmissionSink
{
    /// <summary>Adds a warning for the client.</summary>
    void Warn(string text);

    /// <summary>Keeps a reservation until it is known what became of the write.</summary>
    void Hold(IAdmissionReservation reservation);
}
