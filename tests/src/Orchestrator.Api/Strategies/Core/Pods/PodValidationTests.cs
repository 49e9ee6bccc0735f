namespace Orchestrator.Api.Tests.Strategies.Core.Pods;

public class PodValidationTests : PodTest
{
    [Theory]
    [InlineData("""{}""", "spec.containers: Required value")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"restartPolicy":"Sometimes"}""", "spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\"")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"dnsPolicy":"X"}""", "spec.dnsPolicy: Unsupported value: \"X\": supported values: \"ClusterFirstWithHostNet\", \"ClusterFirst\", \"Default\", \"None\"")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"dnsPolicy":"None"}""", "spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"activeDeadlineSeconds":0}""", "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"hostPID":true,"shareProcessNamespace":true}""", "spec.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled")]
    [InlineData("""{"containers":[{"name":"c","image":"i"},{"name":"c","image":"i"}]}""", "spec.containers[1].name: Duplicate value: \"c\"")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"initContainers":[{"name":"c","image":"i"}]}""", "spec.initContainers[0].name: Duplicate value: \"c\"")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"initContainers":[{"name":"d","image":"i","livenessProbe":{"exec":{"command":["x"]}}}]}""", "spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"tolerations":[{"operator":"Equal"}]}""", "spec.tolerations[0].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\"")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"tolerations":[{"key":"a","tolerationSeconds":3}]}""", "spec.tolerations[0].effect: Invalid value: \"\": effect must be 'NoExecute' when `tolerationSeconds` is set")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"ephemeralContainers":[{"name":"e","image":"i"}]}""", "spec.ephemeralContainers: Forbidden: cannot be set on create")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[]}}}}""", "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"topologySpreadConstraints":[{"maxSkew":0,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"}]}""", "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"securityContext":{"runAsUser":-1}}""", "spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 4294967295, inclusive")]
    public void A_spec_is_refused_for(string spec, string error) => Create(Pod(spec)).ShouldBe([error]);

    [Theory]
    [InlineData("""{"image":"i"}""", "spec.containers[0].name: Required value")]
    [InlineData("""{"name":"c"}""", "spec.containers[0].image: Required value")]
    [InlineData("""{"name":"c","image":" i"}""", "spec.containers[0].image: Invalid value: \" i\": must not have leading or trailing whitespace")]
    [InlineData("""{"name":"C","image":"i"}""", "spec.containers[0].name: Invalid value: \"C\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    public void A_container_is_refused_for(string container, string error) => Create(Pod($$"""{"containers":[{{container}}]}""")).ShouldBe([error]);

    [Theory]
    [InlineData(""" "imagePullPolicy":"Maybe" """, "imagePullPolicy: Unsupported value: \"Maybe\": supported values: \"Always\", \"IfNotPresent\", \"Never\"")]
    [InlineData(""" "ports":[{"containerPort":0}] """, "ports[0].containerPort: Required value")]
    [InlineData(""" "ports":[{"containerPort":65536}] """, "ports[0].containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive")]
    [InlineData(""" "ports":[{"containerPort":1,"name":"a"},{"containerPort":2,"name":"a"}] """, "ports[1].name: Duplicate value: \"a\"")]
    [InlineData(""" "ports":[{"containerPort":1,"protocol":"ICMP"}] """, "ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\"")]
    [InlineData(""" "ports":[{"containerPort":1,"hostPort":8},{"containerPort":2,"hostPort":8}] """, "ports[1].hostPort: Duplicate value: \"TCP//8\"")]
    [InlineData(""" "env":[{"value":"x"}] """, "env[0].name: Required value")]
    [InlineData(""" "env":[{"name":"A","value":"x","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}] """, "env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty")]
    [InlineData(""" "env":[{"name":"A","valueFrom":{}}] """, "env[0].valueFrom: Invalid value: \"\": must specify one of: `configMapKeyRef`, `fieldRef`, `fileKeyRef`, `resourceFieldRef` or `secretKeyRef`")]
    [InlineData(""" "envFrom":[{}] """, "envFrom[0]: Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`")]
    [InlineData(""" "volumeMounts":[{"name":"v","mountPath":"/x"}] """, "volumeMounts[0].name: Not found: \"v\"")]
    [InlineData(""" "livenessProbe":{} """, "livenessProbe: Required value: must specify a handler type")]
    [InlineData(""" "livenessProbe":{"exec":{"command":["x"]},"httpGet":{"port":1}} """, "livenessProbe.httpGet: Forbidden: may not specify more than 1 handler type")]
    [InlineData(""" "livenessProbe":{"exec":{"command":["x"]},"successThreshold":2} """, "livenessProbe.successThreshold: Invalid value: 2: must be 1")]
    [InlineData(""" "readinessProbe":{"httpGet":{"port":"Web"}} """, "readinessProbe.httpGet.port: Invalid value: \"Web\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")]
    [InlineData(""" "resources":{"limits":{"cpu":"1"},"requests":{"cpu":"2"}} """, "resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData(""" "resources":{"requests":{"memory":"-1"}} """, "resources.requests[memory]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData(""" "resources":{"requests":{"example.com/gpu":"1"}} """, "resources.limits: Required value: Limit must be set for non overcommitable resources")]
    [InlineData(""" "securityContext":{"runAsUser":-5} """, "securityContext.runAsUser: Invalid value: -5: must be between 0 and 4294967295, inclusive")]
    [InlineData(""" "securityContext":{"privileged":true,"allowPrivilegeEscalation":false} """, "securityContext: Invalid value: {\"privileged\":true,\"allowPrivilegeEscalation\":false}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true")]
    public void A_field_of_a_container_is_refused_for(string field, string error) => Create(WithContainer(field)).ShouldBe(["spec.containers[0]." + error]);

    [Theory]
    [InlineData("""{"name":"v","emptyDir":{},"hostPath":{"path":"/x"}}""", "spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type")]
    [InlineData("""{"name":"v","hostPath":{"path":""}}""", "spec.volumes[0].hostPath.path: Required value")]
    [InlineData("""{"name":"v","hostPath":{"path":"/a/../b"}}""", "spec.volumes[0].hostPath.path: Invalid value: \"/a/../b\": must not contain '..'")]
    [InlineData("""{"name":"v","secret":{}}""", "spec.volumes[0].secret.secretName: Required value")]
    [InlineData("""{"name":"v","configMap":{"name":"m","defaultMode":512}}""", "spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive")]
    [InlineData("""{"name":"v","configMap":{"name":"m","items":[{"key":"k","path":"/x"}]}}""", "spec.volumes[0].configMap.items[0].path: Invalid value: \"/x\": must be a relative path")]
    [InlineData("""{"name":"v","persistentVolumeClaim":{"claimName":""}}""", "spec.volumes[0].persistentVolumeClaim.claimName: Required value")]
    public void A_volume_is_refused_for(string volume, string error) => Create(WithContainer("", $"\"volumes\":[{volume}]")).ShouldBe([error]);

    [Fact]
    public void All_that_is_wrong_is_said_at_once() => Create(Pod("""{"containers":[{},{"name":"b"}],"restartPolicy":"X"}""")).ShouldBe(
    [
        "spec.containers[0].name: Required value",
        "spec.containers[0].image: Required value",
        "spec.containers[1].image: Required value",
        "spec.restartPolicy: Unsupported value: \"X\": supported values: \"Always\", \"OnFailure\", \"Never\"",
    ]);
}
