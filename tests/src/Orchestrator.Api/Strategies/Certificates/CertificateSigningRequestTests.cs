using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Certificates.V1;

namespace Orchestrator.Api.Tests.Strategies.Certificates;

public class CertificateSigningRequestTests : StrategyTest
{
    private const string Good = """ "signerName":"example.com/signer","usages":["client auth"] """;
    private static readonly KindDescriptor Kind = Find("certificates.k8s.io/v1", "CertificateSigningRequest");
    private static readonly string Pem = MakePem();
    private static readonly byte[] Certificate = MakeCertificate();

    [Theory]
    [InlineData(""" "signerName":"example.com/signer" """, "spec.usages: Required value: usages must be provided")]
    [InlineData(""" "signerName":"example.com/signer","usages":["client auth","client auth"] """, "spec.usages[1]: Duplicate value: \"client auth\"")]
    [InlineData(""" "signerName":"","usages":["client auth"] """, "spec.signerName: Required value: signerName must be provided")]
    [InlineData(""" "signerName":"example","usages":["client auth"] """, "spec.signerName: Invalid value: \"example\": must be a fully qualified domain and path of the form 'example.com/signer-name'")]
    [InlineData(""" "signerName":"example/a","usages":["client auth"] """, "spec.signerName: Invalid value: \"example\": should be a domain with at least two segments separated by dots")]
    [InlineData(""" "signerName":"kubernetes.io/legacy-unknown","usages":["client auth"] """, "spec.signerName: Invalid value: \"kubernetes.io/legacy-unknown\": the legacy signerName is not allowed via this API version")]
    [InlineData(""" "signerName":"example.com/s","usages":["client auth"],"expirationSeconds":599 """, "spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)")]
    public void A_spec_is_refused_for(string spec, string error) => Create(Kind, Request(spec)).ShouldBe([error]);

    [Fact]
    public void An_unknown_usage_is_refused() => Create(Kind, Request(""" "signerName":"example.com/signer","usages":["x"] """)).Single().ShouldStartWith(
        "spec.usages[0]: Unsupported value: \"x\": supported values: \"any\", \"cert sign\", \"client auth\", ");

    [Fact]
    public void The_request_must_be_one_and_signed()
    {
        Create(Kind, Request(Good, Encoding.ASCII.GetBytes("nothing"))).ShouldBe(["spec.request: Invalid value: \"bm90aGluZw==\": PEM block type must be CERTIFICATE REQUEST"]);
        var der = Convert.FromBase64String(string.Concat(Pem.Split('\n').Where(line => !line.StartsWith("---"))));
        der[^1] ^= 1;
        var forged = PemEncoding.WriteString("CERTIFICATE REQUEST", der);
        Create(Kind, Request(Good, Encoding.ASCII.GetBytes(forged))).Single().ShouldEndWith(": x509: ECDSA verification failure");
        var broken = PemEncoding.WriteString("CERTIFICATE REQUEST", [1, 2, 3]);
        Create(Kind, Request(Good, Encoding.ASCII.GetBytes(broken))).Single().ShouldEndWith(": asn1: structure error: malformed certificate request");
    }

    [Fact]
    public void What_the_client_claims_to_be_is_dropped()
    {
        var request = Request(Good + """ ,"username":"root","groups":["system:masters"],"uid":"0","extra":{"a":["b"]} """);
        request.Status.Conditions = [new() { Type = "Approved", Status = "True" }];
        Create(Kind, request).ShouldBeEmpty();
        (request.Spec.Username, request.Spec.Groups, request.Spec.Uid, request.Spec.Extra, request.Status.Conditions).ShouldBe((null, null, null, null, null));
    }

    [Fact]
    public void A_plain_update_changes_neither_spec_nor_status()
    {
        var old = Created();
        var changed = Request(""" "signerName":"example.com/other","usages":["any"] """);
        changed.Status.Conditions = [Condition("Approved")];
        Update(Kind, changed, old).ShouldBeEmpty();
        (changed.Spec.SignerName, changed.Status.Conditions).ShouldBe(("example.com/signer", null));
    }

    [Fact]
    public void A_verdict_is_given_through_approval_only_and_stays()
    {
        var old = Created();
        var approved = Created("Approved");
        Update(Kind, Created("Approved"), old, "status").ShouldBe(["status.conditions: Forbidden: updates may not add a condition of type \"Approved\""]);
        Update(Kind, Created("Approved"), old, "approval").ShouldBeEmpty();
        Update(Kind, Created(), approved, "approval").ShouldBe(["status.conditions: Forbidden: updates may not remove a condition of type \"Approved\""]);
        Update(Kind, Created("Approved", "Denied"), approved, "approval").ShouldBe(
            ["status.conditions[1].type: Invalid value: \"Denied\": Approved and Denied conditions are mutually exclusive"]);
        Update(Kind, Created("Denied", "Denied"), old, "approval").ShouldBe(["status.conditions[1].type: Duplicate value: \"Denied\""]);
    }

    [Fact]
    public void A_verdict_is_true()
    {
        var denied = Created();
        denied.Status.Conditions = [new() { Type = "Denied", Status = "False" }, new() { Type = "", Status = "" }];
        Update(Kind, denied, Created(), "approval").ShouldBe([
            "status.conditions[0].status: Unsupported value: \"False\": supported values: \"True\"",
            "status.conditions[1].type: Required value",
            "status.conditions[1].status: Required value",
        ]);
    }

    [Fact]
    public void The_certificate_is_given_once_by_the_signer()
    {
        var old = Created("Approved");
        var issued = Created();
        issued.Status.Certificate = Certificate;
        Update(Kind, issued, old, "status").ShouldBeEmpty();
        issued.Status.Conditions!.Single().Type.ShouldBe("Approved");
        var again = Created();
        again.Status.Certificate = [.. Certificate, (byte)'\n'];
        Update(Kind, again, issued, "status").ShouldBe(["status.certificate: Forbidden: updates may not modify existing certificate content"]);
        var junk = Created();
        junk.Status.Certificate = [1];
        Update(Kind, junk, old, "status").ShouldBe(
            ["status.certificate: Invalid value: \"<certificate data>\": must contain at least one CERTIFICATE PEM block"]);
    }

    [Fact]
    public void The_table_says_how_far_it_is()
    {
        Row(Kind, Created())["Condition"].ShouldBe("Pending");
        var issued = Created("Approved");
        issued.Status.Certificate = Certificate;
        issued.Spec.Username = "me";
        issued.Spec.ExpirationSeconds = 3600;
        var row = Row(Kind, issued);
        (row["SignerName"], row["Requestor"], row["RequestedDuration"], row["Condition"]).ShouldBe(("example.com/signer", "me", "60m", "Approved,Issued"));
        Row(Kind, Created("Denied"))["Condition"].ShouldBe("Denied");
    }

    private static CertificateSigningRequest Created(params string[] conditions)
    {
        var request = Request(Good);
        Create(Kind, request).ShouldBeEmpty();
        request.Status.Conditions = conditions is [] ? null : [.. conditions.Select(Condition)];
        return request;
    }

    private static CertificateSigningRequestCondition Condition(string type) => new() { Type = type, Status = "True" };

    private static CertificateSigningRequest Request(string spec, byte[]? pem = null)
    {
        var request = Decode<CertificateSigningRequest>("certificates.k8s.io/v1", "CertificateSigningRequest", $$$"""{"metadata":{"name":"r"},"spec":{{{{spec}}}}}""");
        request.Spec.Request = pem ?? Encoding.ASCII.GetBytes(Pem);
        return request;
    }

    private static string MakePem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=me", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
    }

    private static byte[] MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=me", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        return Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());
    }
}
