using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.Certificates;

/// <summary>
/// Deletes requests for certificates that are settled or that nobody settles (<c>cleaner.go</c>): an hour after they were answered, a day after they were made,
/// and when the certificate has ended.
/// </summary>
internal sealed class CertificateRequestCleaner(ControllerServices services) : IController
{
    private static readonly TimeSpan Answered = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pending = TimeSpan.FromHours(24);
    private readonly RequestWriter _writer = new(services);

    /// <inheritdoc/>
    public string Name => "certificatesigningrequest-cleaner-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches) => watches.Own(CertificateApprovalController.Requests);

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (services.Replica.Get(key) is not { DeletionTimestamp: null } entry)
        {
            return ReconcileResult.Done;
        }

        var now = services.Time.GetUtcNow().UtcDateTime;
        var due = DueAt(entry.As<CertificateSigningRequest>());
        if (due > now)
        {
            return ReconcileResult.After(due - now);
        }

        await _writer.DeleteAsync(entry, cancellationToken);
        return ReconcileResult.Done;
    }

    /// <summary>When a request is to go. Pure.</summary>
    internal static DateTime DueAt(CertificateSigningRequest request)
    {
        var made = request.Metadata.CreationTimestamp ?? DateTime.MaxValue - Pending;
        var issued = request.Status.Certificate is { Length: > 0 };
        var due = made + Pending;
        foreach (var condition in request.Status.Conditions ?? [])
        {
            if (condition.Type is RequestState.Denied or RequestState.Failed || (condition.Type == RequestState.Approved && issued))
            {
                due = Earlier(due, (condition.LastUpdateTime ?? made) + Answered);
            }
        }

        return issued && EndOf(request.Status.Certificate!) is { } end ? Earlier(due, end) : due;
    }

    private static DateTime? EndOf(byte[] pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem));
            return certificate.NotAfter.ToUniversalTime();
        }
        catch (CryptographicException)
        {
            return null; // another signer's certificate may be of a form that is not known here
        }
    }

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}
