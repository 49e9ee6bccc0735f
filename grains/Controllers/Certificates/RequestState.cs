using Orchestrator.Api.Models.Certificates.V1;

namespace Orchestrator.Grains.Controllers.Certificates;

/// <summary>The questions that controllers ask about a request for a certificate.</summary>
internal static class RequestState
{
    public const string Approved = "Approved";
    public const string Denied = "Denied";
    public const string Failed = "Failed";

    /// <summary>A condition, or null.</summary>
    public static CertificateSigningRequestCondition? Condition(CertificateSigningRequest request, string type) =>
        request.Status.Conditions?.Find(condition => condition.Type == type);

    /// <summary>Whether it waits for somebody to approve or deny it.</summary>
    public static bool IsUndecided(CertificateSigningRequest request) =>
        request.Status.Certificate is not { Length: > 0 } && Condition(request, Approved) is null && Condition(request, Denied) is null;

    /// <summary>Whether it waits for its signer.</summary>
    public static bool IsUnsigned(CertificateSigningRequest request) =>
        request.Status.Certificate is not { Length: > 0 } && Condition(request, Approved) is not null && Condition(request, Denied) is null && Condition(request, Failed) is null;
}
