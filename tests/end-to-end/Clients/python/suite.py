"""What programs do with the Python client: suite.py NAMESPACE, with KUBECONFIG set. The report is TAP (testanything.org)."""

import base64
import json
import sys
import threading
import time
import traceback

from kubernetes import client, config, utils, watch
from kubernetes.client.rest import ApiException

namespace = sys.argv[1]
config.load_kube_config()
core, apps, batch = client.CoreV1Api(), client.AppsV1Api(), client.BatchV1Api()
custom, extensions = client.CustomObjectsApi(), client.ApiextensionsV1Api()
authorization, authentication = client.AuthorizationV1Api(), client.AuthenticationV1Api()
labels = {"app": "web"}


def eventually(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.05)


def refused(code, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except ApiException as failure:
        assert failure.status == code, f"{failure.status}: {failure.body}"
        return failure
    raise AssertionError("it was not refused")


def gone(call, *arguments):
    try:
        call(*arguments)
        return False
    except ApiException as failure:
        assert failure.status == 404, f"{failure.status}: {failure.body}"
        return True


def deployment(replicas=2):
    container = client.V1Container(name="main", image="main:1", ports=[client.V1ContainerPort(container_port=80)])
    template = client.V1PodTemplateSpec(metadata=client.V1ObjectMeta(labels=labels), spec=client.V1PodSpec(containers=[container]))
    spec = client.V1DeploymentSpec(replicas=replicas, selector=client.V1LabelSelector(match_labels=labels), template=template)
    return client.V1Deployment(metadata=client.V1ObjectMeta(name="web"), spec=spec)


def namespaces():
    core.create_namespace(client.V1Namespace(metadata=client.V1ObjectMeta(name=namespace)))
    eventually(lambda: any(a.metadata.name == "default" for a in core.list_namespaced_service_account(namespace).items))
    assert namespace in [n.metadata.name for n in core.list_namespace().items]


def discovery():
    assert client.VersionApi().get_code().major == "1"
    assert "apps" in [g.name for g in client.ApisApi().get_api_versions().groups]
    assert any(r.name == "pods/eviction" for r in core.get_api_resources().resources)


def config_maps():
    made = core.create_namespaced_config_map(namespace, {"metadata": {"name": "a"}, "data": {"k": "v"}})
    assert made.data == {"k": "v"} and made.metadata.uid
    made.data["k"] = "w"
    assert core.replace_namespaced_config_map("a", namespace, made).data["k"] == "w"
    assert refused(409, core.replace_namespaced_config_map, "a", namespace, made).reason == "Conflict"
    assert core.patch_namespaced_config_map("a", namespace, {"data": {"x": "y"}}).data == {"k": "w", "x": "y"}
    refused(409, core.create_namespaced_config_map, namespace, {"metadata": {"name": "a"}})
    refused(422, core.create_namespaced_config_map, namespace, {"metadata": {"name": "A b"}})
    dry = core.create_namespaced_config_map(namespace, {"metadata": {"generate_name": "d-"}, "data": {}} | {"metadata": {"generateName": "d-"}}, dry_run="All")
    refused(404, core.read_namespaced_config_map, dry.metadata.name, namespace)
    core.delete_namespaced_config_map("a", namespace)
    refused(404, core.read_namespaced_config_map, "a", namespace)


def secrets():
    made = core.create_namespaced_secret(namespace, client.V1Secret(metadata=client.V1ObjectMeta(name="s"), string_data={"k": "v"}))
    assert base64.b64decode(made.data["k"]) == b"v" and made.type == "Opaque"


def workloads():
    apps.create_namespaced_deployment(namespace, deployment())
    eventually(lambda: apps.read_namespaced_deployment_status("web", namespace).status.ready_replicas == 2)
    pods = core.list_namespaced_pod(namespace, label_selector="app=web", field_selector="status.phase=Running")
    assert len(pods.items) == 2 and all(p.spec.node_name and p.status.pod_ip for p in pods.items)
    apps.patch_namespaced_deployment_scale("web", namespace, {"spec": {"replicas": 1}})
    eventually(lambda: apps.read_namespaced_deployment("web", namespace).status.replicas == 1)
    assert apps.read_namespaced_deployment_scale("web", namespace).status.selector == "app=web"


def pages():
    for i in range(25):
        core.create_namespaced_config_map(namespace, {"metadata": {"name": f"page-{i:02}", "labels": {"page": "x"}}})
    names, token = [], None
    while True:
        page = core.list_namespaced_config_map(namespace, label_selector="page=x", limit=10, _continue=token)
        names += [item.metadata.name for item in page.items]
        token = page.metadata._continue
        if not token:
            break
    assert names == [f"page-{i:02}" for i in range(25)]
    core.delete_collection_namespaced_config_map(namespace, label_selector="page=x")
    assert not core.list_namespaced_config_map(namespace, label_selector="page=x").items


def watches():
    start = core.list_namespaced_config_map(namespace).metadata.resource_version
    seen = []

    def follow():
        for event in watch.Watch().stream(core.list_namespaced_config_map, namespace, resource_version=start, label_selector="w=x", timeout_seconds=20):
            seen.append((event["type"], event["object"].metadata.name))
            if event["type"] == "DELETED":
                return

    thread = threading.Thread(target=follow)
    thread.start()
    core.create_namespaced_config_map(namespace, {"metadata": {"name": "w", "labels": {"w": "x"}}})
    core.patch_namespaced_config_map("w", namespace, {"data": {"a": "b"}})
    core.delete_namespaced_config_map("w", namespace)
    thread.join(30)
    assert seen == [("ADDED", "w"), ("MODIFIED", "w"), ("DELETED", "w")], seen


def patches():
    core.create_namespaced_service(namespace, {"metadata": {"name": "p"}, "spec": {"ports": [{"name": "a", "port": 80}, {"name": "b", "port": 81}]}})
    merged = core.patch_namespaced_service("p", namespace, {"spec": {"ports": [{"port": 80, "targetPort": 8080}]}})
    assert [(p.port, p.target_port) for p in merged.spec.ports] == [(80, 8080), (81, 81)]
    changed = core.patch_namespaced_service("p", namespace, [{"op": "remove", "path": "/spec/ports/1"}])
    assert len(changed.spec.ports) == 1
    refused(422, core.patch_namespaced_service, "p", namespace, [{"op": "test", "path": "/spec/ports/0/port", "value": 1}])


def apply():
    utils.create_from_dict(client.ApiClient(), {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "made", "namespace": namespace}})
    path = f"/api/v1/namespaces/{namespace}/configmaps/applied"

    def send(manager, value, **query):
        # JSON is YAML; the client itself encodes bodies of media types that end in json only
        body = json.dumps({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "applied"}, "data": {"k": value}})
        return client.ApiClient().call_api(
            path, "PATCH", query_params=list({"fieldManager": manager, **query}.items()), body=body, response_type="V1ConfigMap",
            header_params={"Content-Type": "application/apply-patch+yaml", "Accept": "application/json"}, auth_settings=["BearerToken"])[0]

    assert send("one", "v").metadata.managed_fields[0].manager == "one"
    assert 'conflict with "one"' in json.loads(refused(409, send, "two", "w").body)["message"]
    assert send("two", "w", force="true").data == {"k": "w"}


def custom_resources():
    group = f"{namespace}.python.example.com"
    schema = {"type": "object", "properties": {"spec": {"type": "object", "properties": {"size": {"type": "integer", "default": 1}}}}}
    version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}, "subresources": {"status": {}}}
    body = {"metadata": {"name": f"widgets.{group}"}, "spec": {"group": group, "scope": "Namespaced", "names": {"plural": "widgets", "kind": "Widget"}, "versions": [version]}}
    extensions.create_custom_resource_definition(body)
    eventually(lambda: any(c.type == "Established" and c.status == "True" for c in extensions.read_custom_resource_definition(f"widgets.{group}").status.conditions or []))
    made = custom.create_namespaced_custom_object(group, "v1", namespace, "widgets", {"apiVersion": f"{group}/v1", "kind": "Widget", "metadata": {"name": "a"}, "spec": {}})
    assert made["spec"] == {"size": 1}
    refused(422, custom.create_namespaced_custom_object, group, "v1", namespace, "widgets", {"apiVersion": f"{group}/v1", "kind": "Widget", "metadata": {"name": "b"}, "spec": {"size": "x"}})
    assert custom.patch_namespaced_custom_object(group, "v1", namespace, "widgets", "a", {"spec": {"size": 3}})["spec"]["size"] == 3
    assert len(custom.list_namespaced_custom_object(group, "v1", namespace, "widgets")["items"]) == 1
    extensions.delete_custom_resource_definition(f"widgets.{group}")
    eventually(lambda: gone(custom.list_namespaced_custom_object, group, "v1", namespace, "widgets"))


def access():
    core.create_namespaced_service_account(namespace, {"metadata": {"name": "reader"}})
    rbac = client.RbacAuthorizationV1Api()
    rbac.create_namespaced_role(namespace, {"metadata": {"name": "reader"}, "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["list"]}]})
    rbac.create_namespaced_role_binding(namespace, {
        "metadata": {"name": "reader"}, "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "reader"},
        "subjects": [{"kind": "ServiceAccount", "name": "reader", "namespace": namespace}]})
    user = f"system:serviceaccount:{namespace}:reader"
    review = authorization.create_subject_access_review({"spec": {"user": user, "resourceAttributes": {"verb": "list", "resource": "pods", "namespace": namespace}}})
    assert review.status.allowed
    assert authorization.create_self_subject_access_review({"spec": {"resourceAttributes": {"verb": "*", "group": "*", "resource": "*"}}}).status.allowed
    token = client.ApiClient().call_api(
        f"/api/v1/namespaces/{namespace}/serviceaccounts/reader/token", "POST", body={"spec": {"audiences": [], "expirationSeconds": 3600}},
        response_type="object", header_params={"Content-Type": "application/json"})[0]["status"]["token"]
    assert authentication.create_token_review({"spec": {"token": token}}).status.user.username == user
    bearer = client.Configuration.get_default_copy()
    bearer.cert_file = bearer.key_file = None
    bearer.api_key = {"authorization": f"Bearer {token}"}
    limited = client.CoreV1Api(client.ApiClient(bearer))
    limited.list_namespaced_pod(namespace)
    assert "cannot list resource" in refused(403, limited.list_namespaced_secret, namespace).body


def eviction():
    pod = core.list_namespaced_pod(namespace, label_selector="app=web").items[0]
    core.create_namespaced_pod_eviction(pod.metadata.name, namespace, client.V1Eviction(metadata=client.V1ObjectMeta(name=pod.metadata.name, namespace=namespace)))
    eventually(lambda: all(p.metadata.uid != pod.metadata.uid for p in core.list_namespaced_pod(namespace).items))


def deletion():
    apps.delete_namespaced_deployment("web", namespace, propagation_policy="Foreground")
    eventually(lambda: not core.list_namespaced_pod(namespace, label_selector="app=web").items)
    core.delete_namespace(namespace)
    eventually(lambda: namespace not in [n.metadata.name for n in core.list_namespace().items], 60)


for each in [namespaces, discovery, config_maps, secrets, workloads, pages, watches, patches, apply, custom_resources, access, eviction, deletion]:
    try:
        each()
        print(f"ok - {each.__name__}", flush=True)
    except Exception:
        print(f"not ok - {each.__name__}")
        print("# " + traceback.format_exc()[-2000:].replace("\n", "\n# "), flush=True)
