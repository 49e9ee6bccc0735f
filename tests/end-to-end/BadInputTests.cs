using System.Net;
using System.Net.Sockets;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>Pods that cannot run: their status and events say why, and the node goes on with the others.</summary>
public sealed class BadInputTests
{
    [SkippableFact]
    public async Task A_pod_that_cannot_run_says_why_and_others_run()
    {
        Needs.Kubectl();
        await Needs.DockerAsync();
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        await using var cluster = await Cluster.StartDockerAsync();
        await cluster.ApplyAsync(Manifest(((IPEndPoint)taken.LocalEndpoint).Port));

        await cluster.KubectlAsync("wait", "pod/good", "--for=condition=Ready", "--timeout=60s");
        await ReasonAsync(cluster, "no-image", "ErrImagePull", "ImagePullBackOff");
        await ReasonAsync(cluster, "no-command", "CrashLoopBackOff", "RunContainerError");
        await ReasonAsync(cluster, "no-configmap", "CreateContainerConfigError");
        await EventAsync(cluster, "no-image", "Failed", "Failed to pull image \"no-such-image:1\"");
        await EventAsync(cluster, "no-command", "Failed", "stat /no/such/command: no such file or directory");
        await EventAsync(cluster, "no-configmap", "Failed", "configmap \"absent\" not found");
        await EventAsync(cluster, "no-secret", "FailedMount", "secret \"absent\" not found");
        await EventAsync(cluster, "port-taken", "FailedCreatePodSandBox", "address already in use");

        taken.Stop();
        await cluster.KubectlAsync("create", "configmap", "absent", "--from-literal=KEY=value");
        await cluster.KubectlAsync("create", "secret", "generic", "absent", "--from-literal=key=value");
        await cluster.KubectlAsync("wait", "pod/port-taken", "pod/no-configmap", "pod/no-secret", "--for=condition=Ready", "--timeout=60s");
    }

    private static Task ReasonAsync(Cluster cluster, string pod, params string[] reasons) => Eventually.BecomesAsync(
        () => cluster.KubectlAsync("get", "pod", pod, "-o", "jsonpath={.status.containerStatuses[0].state.waiting.reason}"), reasons.Contains, TimeSpan.FromSeconds(60));

    private static Task EventAsync(Cluster cluster, string pod, string reason, string message) => Eventually.BecomesAsync(
        () => cluster.KubectlAsync("get", "events", "--field-selector", $"involvedObject.name={pod},reason={reason}"),
        events => events.Contains(message, StringComparison.Ordinal),
        TimeSpan.FromSeconds(60));

    private static string Manifest(int takenPort) => $$$$"""
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: no-image}, spec: {containers: [{name: c, image: "no-such-image:1"}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: no-command}, spec: {containers: [{name: c, image: "hello:1", command: [/no/such/command]}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: port-taken}, spec: {containers: [{name: c, image: "hello:1", ports: [{containerPort: 8080, hostPort: {{{{takenPort}}}}}]}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: no-configmap}, spec: {containers: [{name: c, image: "hello:1", envFrom: [{configMapRef: {name: absent}}]}]}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: no-secret}
        spec:
          containers: [{name: c, image: "hello:1", volumeMounts: [{name: v, mountPath: /v}]}]
          volumes: [{name: v, secret: {secretName: absent}}]
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: good}, spec: {containers: [{name: c, image: "hello:1"}]}}
        """;
}
