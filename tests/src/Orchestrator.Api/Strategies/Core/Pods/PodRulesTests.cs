using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Core.Pods;

/// <summary>Rules of a pod beyond its containers' everyday fields.</summary>
public class PodRulesTests : PodTest
{
    [Theory]
    [InlineData("\"resources\":{\"requests\":{\"cpu\":\"2\"},\"limits\":{\"cpu\":\"1\"}}", "", "spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData("\"resources\":{\"limits\":{\"hugepages-2Mi\":\"2Mi\"}}", "", "spec.containers[0].resources: Forbidden: HugePages require cpu or memory")]
    [InlineData("\"resizePolicy\":[{\"resourceName\":\"cpu\",\"restartPolicy\":\"X\"}]", "", "spec.containers[0].resizePolicy: Unsupported value: \"X\": supported values: \"NotRequired\", \"RestartContainer\"")]
    [InlineData("\"restartPolicyRules\":[{\"action\":\"Restart\",\"exitCodes\":{\"operator\":\"In\",\"values\":[3]}}]", "", "spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used")]
    [InlineData("\"restartPolicy\":\"Never\",\"restartPolicyRules\":[{\"action\":\"Restart\"}]", "", "spec.containers[0].restartPolicyRules[0].exitCodes: Required value: must be specified")]
    [InlineData("\"volumeMounts\":[{\"name\":\"v\",\"mountPath\":\"/v\",\"mountPropagation\":\"Bidirectional\"}]", "\"volumes\":[{\"name\":\"v\"}]", "spec.containers[0].volumeMounts[0].mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers")]
    [InlineData("\"volumeMounts\":[{\"name\":\"v\",\"mountPath\":\"/v\",\"recursiveReadOnly\":\"Enabled\"}]", "\"volumes\":[{\"name\":\"v\"}]", "spec.containers[0].volumeMounts[0].recursiveReadOnly: Forbidden: may only be specified when readOnly is true")]
    [InlineData("\"volumeDevices\":[{\"name\":\"v\",\"devicePath\":\"/dev/x\"}]", "\"volumes\":[{\"name\":\"v\"}]", "spec.containers[0].volumeDevices[0].name: Invalid value: \"v\": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode")]
    [InlineData("\"securityContext\":{\"appArmorProfile\":{\"type\":\"Localhost\"}}", "", "spec.containers[0].securityContext.appArmorProfile.localhostProfile: Required value: must be set when AppArmor type is Localhost")]
    [InlineData("\"securityContext\":{\"windowsOptions\":{\"hostProcess\":true}}", "", "spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers")]
    [InlineData("\"securityContext\":{\"privileged\":true}", "\"os\":{\"name\":\"windows\"}", "spec.containers[0].securityContext.privileged: Forbidden: cannot be set for a windows pod")]
    [InlineData("", "\"os\":{\"name\":\"linux\"},\"securityContext\":{\"windowsOptions\":{}}", "spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod")]
    [InlineData("", "\"os\":{\"name\":\"x\"}", "spec.os: Unsupported value: \"x\": supported values: \"linux\", \"windows\"")]
    [InlineData("", "\"hostUsers\":false,\"hostPID\":true", "spec.hostPID: Forbidden: when `hostUsers` is false")]
    [InlineData("", "\"securityContext\":{\"supplementalGroupsPolicy\":\"X\"}", "spec.securityContext.supplementalGroupsPolicy: Unsupported value: \"X\": supported values: \"Merge\", \"Strict\"")]
    [InlineData("", "\"resources\":{\"requests\":{\"x\":\"1\"}}", "spec.resources.requests[x]: Unsupported value: \"x\": supported values: \"cpu\", \"hugepages-\", \"memory\"|spec.resources.requests[x]: Invalid value: \"x\": must be a standard resource type or fully qualified|spec.resources.requests[x]: Invalid value: \"x\": must be a standard resource for containers")]
    [InlineData("\"resources\":{\"requests\":{\"cpu\":\"2\"}}", "\"resources\":{\"requests\":{\"cpu\":\"1\"}}", "spec.resources.requests[cpu]: Invalid value: \"1\": must be greater than or equal to aggregate container requests of 2")]
    [InlineData("", "\"resourceClaims\":[{\"name\":\"c\"}]", "spec.resourceClaims[0]: Invalid value: {\"name\":\"c\"}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`")]
    [InlineData("", "\"overhead\":{\"cpu\":\"-1\"}", "spec.overhead.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("", "\"topologySpreadConstraints\":[{\"maxSkew\":1,\"topologyKey\":\"z\",\"whenUnsatisfiable\":\"ScheduleAnyway\",\"minDomains\":2}]", "spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway")]
    [InlineData("", "\"topologySpreadConstraints\":[{\"maxSkew\":1,\"topologyKey\":\"z\",\"whenUnsatisfiable\":\"DoNotSchedule\",\"matchLabelKeys\":[\"a\"]}]", "spec.topologySpreadConstraints[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set")]
    [InlineData("", "\"volumes\":[{\"name\":\"v\",\"ephemeral\":{}}]", "spec.volumes[0].ephemeral.volumeClaimTemplate: Required value")]
    [InlineData("", "\"volumes\":[{\"name\":\"v\",\"projected\":{\"sources\":[{\"secret\":{\"name\":\"s\"},\"configMap\":{\"name\":\"c\"}}]}}]", "spec.volumes[0].projected.sources[0].configMap: Forbidden: may not specify more than 1 volume type per source")]
    [InlineData("", "\"volumes\":[{\"name\":\"v\",\"projected\":{\"sources\":[{\"secret\":{\"name\":\"s\",\"items\":[{\"key\":\"a\",\"path\":\"x\"}]}},{\"configMap\":{\"name\":\"c\",\"items\":[{\"key\":\"a\",\"path\":\"x\"}]}}]}}]", "spec.volumes[0].projected: Invalid value: \"c\": conflicting duplicate paths")]
    [InlineData("", "\"volumes\":[{\"name\":\"v\",\"csi\":{\"driver\":\"\"}}]", "spec.volumes[0].csi.driver: Required value")]
    [InlineData("", "\"volumes\":[{\"name\":\"v\",\"iscsi\":{\"targetPortal\":\"\",\"iqn\":\"iqn.2001-04.com.example:x\",\"lun\":256}}]", "spec.volumes[0].iscsi.targetPortal: Required value|spec.volumes[0].iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive")]
    [InlineData("", "\"volumes\":[{\"name\":\"v\",\"fc\":{\"targetWWNs\":[\"a\"]}}]", "spec.volumes[0].fc.lun: Required value: lun is required if targetWWNs is specified")]
    [InlineData("\"resources\":{\"limits\":{\"cpu\":\"3\"}}", "\"resources\":{\"limits\":{\"cpu\":\"2\"},\"requests\":{\"cpu\":\"2\"}}", "spec.resources.requests[cpu]: Invalid value: \"2\": must be greater than or equal to aggregate container requests of 3|spec.resources.containers[0][cpu].limits: Invalid value: \"3\": must be less than or equal to pod limits of 2")]
    [InlineData("\"resources\":{\"requests\":{\"cpu\":\"1\"},\"limits\":{\"cpu\":\"3\"}}", "\"resources\":{\"limits\":{\"cpu\":\"2\"}}", "spec.resources.containers[0][cpu].limits: Invalid value: \"3\": must be less than or equal to pod limits of 2")]
    [InlineData("", "\"volumes\":[{\"name\":\"v\",\"projected\":{\"sources\":[{\"podCertificate\":{\"signerName\":\"a.b/c\",\"keyType\":\"DSA\"}}]}}]", "spec.volumes[0].projected.sources[0].podCertificate.keyType: Unsupported value: \"DSA\": supported values: \"RSA3072\", \"RSA4096\", \"ECDSAP256\", \"ECDSAP384\", \"ECDSAP521\", \"ED25519\"|spec.volumes[0].projected.sources[0].podCertificate: Required value: specify at least one of credentialBundlePath, keyPath, and certificateChainPath")]
    [InlineData("", "\"volumes\":[{\"name\":\"v\",\"projected\":{\"sources\":[{\"podCertificate\":{\"signerName\":\"kubernetes.io/c\",\"keyType\":\"ED25519\",\"maxExpirationSeconds\":90000,\"keyPath\":\"../k\"}}]}}]", "spec.volumes[0].projected.sources[0].podCertificate.maxExpirationSeconds: Invalid value: 90000: if provided, maxExpirationSeconds must be <= 86400|spec.volumes[0].projected.sources[0].podCertificate.keyPath: Invalid value: \"../k\": must not contain '..'")]
    [InlineData("", "\"volumes\":[{\"name\":\"v\",\"projected\":{\"sources\":[{\"podCertificate\":{\"signerName\":\"a.b/c\",\"keyType\":\"ED25519\",\"maxExpirationSeconds\":60,\"keyPath\":\"k\",\"certificateChainPath\":\"k\"}}]}}]", "spec.volumes[0].projected.sources[0].podCertificate.maxExpirationSeconds: Invalid value: 60: if provided, maxExpirationSeconds must be >= 3600|spec.volumes[0].projected: Invalid value: \"k\": conflicting duplicate paths")]
    public void A_pod_is_refused_for(string container, string spec, string errors) => Create(WithContainer(container, spec)).ShouldBe(errors.Split('|'));

    [Fact]
    public void What_a_pod_limits_it_asks_for()
    {
        var pod = WithContainer("\"resources\":{\"requests\":{\"cpu\":\"1\"}}", "\"resources\":{\"limits\":{\"cpu\":\"2\",\"memory\":\"1Gi\"}}");
        Create(pod).ShouldBeEmpty();
        ShouldBeJson(Json(pod)["spec"]!["resources"]!["requests"], """{"cpu":"1","memory":"1Gi"}""");
    }

    [Fact]
    public void The_cost_of_deleting_a_pod_is_a_number()
    {
        var pod = WithContainer("");
        pod.Metadata.Annotations = new() { ["controller.kubernetes.io/pod-deletion-cost"] = "x" };
        Create(pod).ShouldBe(["metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: \"x\": must be a 32bit integer"]);
    }
}
