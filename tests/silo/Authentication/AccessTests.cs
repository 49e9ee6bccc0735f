using Orchestrator.Silo.Pki;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authentication;

[Collection(SiloCollection.Name)]
public sealed class AccessTests(SiloFixture silo)
{
    [Fact]
    public async Task A_client_certificate_of_the_cluster_is_its_user() =>
        (await new ApiClient(silo.Client(certificate: silo.Pki.Admin)).GetAsync("/api/v1/namespaces")).ShouldBe(200);

    [Fact]
    public async Task A_client_certificate_of_another_cluster_is_nobody()
    {
        var directory = Directory.CreateTempSubdirectory("silo-tests-");
        using var other = ClusterPki.Open(directory.FullName, silo.Options.Listen.Address, silo.Options.ServiceAddress, TimeProvider.System);
        (await new ApiClient(silo.Client(certificate: other.Admin)).GetAsync("/api/v1/namespaces")).ShouldBeStatus(401, "Unauthorized", "Unauthorized");
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_token_that_nobody_has_is_unauthorized() =>
        (await new ApiClient(silo.Client("made-up")).GetAsync("/api/v1/namespaces")).ShouldBeStatus(401, "Unauthorized", "Unauthorized");

    [Fact]
    public async Task Who_has_no_rights_is_told_what_is_missing()
    {
        var nobody = new ApiClient(silo.Client(SiloFixture.NobodyToken));
        (await nobody.GetAsync("/api/v1/namespaces/default/pods")).ShouldBeStatus(
            403, "Forbidden", "pods is forbidden: User \"nobody\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"");
        (await nobody.GetAsync("/apis/apps/v1/deployments")).ShouldBeStatus(
            403, "Forbidden", "deployments.apps is forbidden: User \"nobody\" cannot list resource \"deployments\" in API group \"apps\" at the cluster scope");
        (await nobody.GetAsync("/apis")).ShouldBe(200);
    }

    [Fact]
    public async Task Who_sends_no_credentials_sees_health_and_version_alone()
    {
        var anonymous = new ApiClient(silo.Client());
        foreach (var path in new[] { "/healthz", "/livez", "/readyz", "/version" })
        {
            (await anonymous.GetAsync(path)).ShouldBe(200);
        }

        foreach (var path in new[] { "/", "/api", "/apis", "/metrics", "/openapi/v3", "/openid/v1/jwks", "/.well-known/openid-configuration", "/api/v1/namespaces", "/healthzz", "/livez/ping" })
        {
            (await anonymous.GetAsync(path)).ShouldBeStatus(401, "Unauthorized", "Unauthorized");
        }

        (await anonymous.PostAsync("/version", "{}")).ShouldBe(403);
    }

    [Fact]
    public async Task Wrong_credentials_do_not_even_see_health()
    {
        (await new ApiClient(silo.Client("made-up")).GetAsync("/healthz")).ShouldBe(401);
        using var http = silo.Client();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Basic YTpi");
        (await new ApiClient(http).GetAsync("/healthz")).ShouldBe(200);
        (await new ApiClient(http).GetAsync("/api")).ShouldBe(401);
    }
}
