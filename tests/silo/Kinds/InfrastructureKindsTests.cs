using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Kinds;

/// <summary>An object of each kind of the cluster's infrastructure goes through the server: made, shown as a table, replaced, patched and removed.</summary>
[Collection(SiloCollection.Name)]
public sealed class InfrastructureKindsTests(SiloFixture silo)
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    public static TheoryData<string, string, string> Samples => new()
    {
        { "networking.k8s.io/v1/namespaces/default/ingresses", "Ingress", """ "spec":{"defaultBackend":{"service":{"name":"s","port":{"number":80}}}} """ },
        { "networking.k8s.io/v1/ingressclasses", "IngressClass", """ "spec":{"controller":"example.com/c"} """ },
        { "networking.k8s.io/v1/namespaces/default/networkpolicies", "NetworkPolicy", """ "spec":{"podSelector":{},"egress":[{"to":[{"ipBlock":{"cidr":"10.0.0.0/8"}}]}]} """ },
        { "networking.k8s.io/v1/servicecidrs", "ServiceCIDR", """ "spec":{"cidrs":["192.168.0.0/24"]} """ },
        { "discovery.k8s.io/v1/namespaces/default/endpointslices", "EndpointSlice", """ "addressType":"IPv4","endpoints":[{"addresses":["10.1.2.3"]}],"ports":[{"port":80}] """ },
        { "storage.k8s.io/v1/storageclasses", "StorageClass", """ "provisioner":"example.com/p" """ },
        { "storage.k8s.io/v1/volumeattachments", "VolumeAttachment", """ "spec":{"attacher":"d","nodeName":"n","source":{"persistentVolumeName":"v"}} """ },
        { "storage.k8s.io/v1/csidrivers", "CSIDriver", """ "spec":{} """ },
        { "storage.k8s.io/v1/csinodes", "CSINode", """ "spec":{"drivers":[{"name":"d","nodeID":"n","topologyKeys":["zone"]}]} """ },
        { "storage.k8s.io/v1/namespaces/default/csistoragecapacities", "CSIStorageCapacity", """ "storageClassName":"c","capacity":"1Gi" """ },
        { "storage.k8s.io/v1/volumeattributesclasses", "VolumeAttributesClass", """ "driverName":"d","parameters":{"a":"b"} """ },
        { "scheduling.k8s.io/v1/priorityclasses", "PriorityClass", """ "value":1 """ },
        { "node.k8s.io/v1/runtimeclasses", "RuntimeClass", """ "handler":"h" """ },
        { "coordination.k8s.io/v1/namespaces/default/leases", "Lease", """ "spec":{"holderIdentity":"h","leaseDurationSeconds":1} """ },
        { "certificates.k8s.io/v1/certificatesigningrequests", "CertificateSigningRequest", $$$""" "spec":{"request":"{{{Request()}}}","signerName":"example.com/s","usages":["client auth"]} """ },
        { "admissionregistration.k8s.io/v1/validatingwebhookconfigurations", "ValidatingWebhookConfiguration", """ "webhooks":[] """ },
        { "admissionregistration.k8s.io/v1/mutatingwebhookconfigurations", "MutatingWebhookConfiguration", """ "webhooks":[] """ },
        { "admissionregistration.k8s.io/v1/validatingadmissionpolicies", "ValidatingAdmissionPolicy", """ "spec":{"matchConstraints":{"resourceRules":[{"operations":["CREATE"],"apiGroups":["x"],"apiVersions":["v1"],"resources":["x"]}]},"validations":[{"expression":"true"}]} """ },
        { "admissionregistration.k8s.io/v1/validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding", """ "spec":{"policyName":"none","validationActions":["Audit"]} """ },
        { "flowcontrol.apiserver.k8s.io/v1/flowschemas", "FlowSchema", """ "spec":{"priorityLevelConfiguration":{"name":"catch-all"}} """ },
        { "flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations", "PriorityLevelConfiguration", """ "spec":{"type":"Limited","limited":{"limitResponse":{"type":"Reject"}}} """ },
        { "resource.k8s.io/v1/namespaces/default/resourceclaims", "ResourceClaim", """ "spec":{"devices":{"requests":[{"name":"a","exactly":{"deviceClassName":"c"}}]}} """ },
        { "resource.k8s.io/v1/namespaces/default/resourceclaimtemplates", "ResourceClaimTemplate", """ "spec":{"spec":{"devices":{"requests":[{"name":"a","exactly":{"deviceClassName":"c"}}]}}} """ },
        { "resource.k8s.io/v1/deviceclasses", "DeviceClass", """ "spec":{} """ },
        { "resource.k8s.io/v1/resourceslices", "ResourceSlice", """ "spec":{"driver":"d","nodeName":"n","pool":{"name":"p","resourceSliceCount":1}} """ },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Is_made_shown_changed_and_removed(string collection, string kind, string fields)
    {
        var path = "/apis/" + collection;
        var apiVersion = string.Join('/', collection.Split('/')[..2]);
        var created = (await silo.Api.PostAsync(path + "?fieldValidation=Strict", $$$"""{"apiVersion":"{{{apiVersion}}}","kind":"{{{kind}}}","metadata":{"name":"sample"},{{{fields}}}}""")).ShouldBe(201);
        var table = (await silo.Api.GetAsync(path + "/sample", Table)).ShouldBe(200).Json;
        table.GetProperty("kind").GetString().ShouldBe("Table");
        table.GetProperty("rows")[0].GetProperty("cells")[0].GetString().ShouldBe("sample");
        table.GetProperty("columnDefinitions").GetArrayLength().ShouldBe(table.GetProperty("rows")[0].GetProperty("cells").GetArrayLength());
        var sent = created;
        var replaced = await silo.Api.PutAsync(path + "/sample", sent.Text);
        while (replaced.Code == 409)
        {
            // Its controller has completed it in the meantime.
            sent = (await silo.Api.GetAsync(path + "/sample")).ShouldBe(200);
            replaced = await silo.Api.PutAsync(path + "/sample", sent.Text);
        }

        replaced.ShouldBe(200).Text.ShouldBe(sent.Text, "what was made is complete, so sending it back changes nothing");
        var patched = (await silo.Api.PatchAsync(path + "/sample", """{"metadata":{"labels":{"a":"b"}}}""")).ShouldBe(200);
        var revision = patched.Json.GetProperty("metadata").GetProperty("resourceVersion").GetString();
        using var watch = await silo.Api.WatchAsync($"{path}?watch=true&fieldSelector=metadata.name%3Dsample&resourceVersion={revision}");
        (await silo.Api.DeleteAsync(path + "/sample")).ShouldBe(200);

        // A kind that is protected while it is in use goes when its controller has seen that it is not.
        var next = await watch.NextTextAsync();
        while (next == "MODIFIED sample")
        {
            next = await watch.NextTextAsync();
        }

        next.ShouldBe("DELETED sample");
    }

    private static string Request()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(new CertificateRequest("CN=me", key, HashAlgorithmName.SHA256).CreateSigningRequestPem()));
    }
}
