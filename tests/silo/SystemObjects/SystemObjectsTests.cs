using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.SystemObjects;

/// <summary>What is there before anybody has created anything.</summary>
[Collection(SiloCollection.Name)]
public sealed class SystemObjectsTests(SiloFixture silo)
{
    [Theory]
    [InlineData("/api/v1/namespaces/default")]
    [InlineData("/api/v1/namespaces/kube-system")]
    [InlineData("/api/v1/namespaces/kube-public")]
    [InlineData("/api/v1/namespaces/kube-node-lease")]
    [InlineData("/apis/scheduling.k8s.io/v1/priorityclasses/system-node-critical")]
    [InlineData("/apis/scheduling.k8s.io/v1/priorityclasses/system-cluster-critical")]
    [InlineData("/apis/networking.k8s.io/v1/servicecidrs/kubernetes")]
    [InlineData("/apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/node-high")]
    [InlineData("/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/catch-all")]
    [InlineData("/apis/rbac.authorization.k8s.io/v1/clusterroles/cluster-admin")]
    [InlineData("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/system:discovery")]
    [InlineData("/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/rolebindings/system::extension-apiserver-authentication-reader")]
    public async Task Is_there_from_the_start(string path) => (await silo.Api.GetAsync(path)).ShouldBe(200);
}
