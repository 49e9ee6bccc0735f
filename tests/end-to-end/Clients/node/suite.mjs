// What programs do with the JavaScript client: suite.mjs NAMESPACE, with KUBECONFIG set. The report is TAP (testanything.org).
import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';

// installed beside the other tools, not beside this file
const require = createRequire(`${process.env.NODE_MODULES}/`);
const k8s = await import(require.resolve('@kubernetes/client-node'));

const namespace = process.argv[2];
const config = new k8s.KubeConfig();
config.loadFromDefault();
const core = config.makeApiClient(k8s.CoreV1Api);
const apps = config.makeApiClient(k8s.AppsV1Api);
const extensions = config.makeApiClient(k8s.ApiextensionsV1Api);
const custom = config.makeApiClient(k8s.CustomObjectsApi);
const objects = k8s.KubernetesObjectApi.makeApiClient(config);
const labels = { app: 'web' };

async function eventually(condition, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  while (!(await condition())) {
    assert(Date.now() < end, 'it did not come true in time');
    await pause(50);
  }
}

async function refused(code, call) {
  try {
    await call();
  } catch (failure) {
    assert.equal(failure.code, code, `${failure.message}`);
    return failure;
  }
  throw new Error('it was not refused');
}

const checks = {
  async namespaces() {
    await core.createNamespace({ body: { metadata: { name: namespace } } });
    await eventually(async () => (await core.listNamespacedServiceAccount({ namespace })).items.length > 0);
  },

  async discovery() {
    assert.equal((await config.makeApiClient(k8s.VersionApi).getCode()).major, '1');
    assert((await config.makeApiClient(k8s.ApisApi).getAPIVersions()).groups.some((group) => group.name === 'apps'));
  },

  async configMaps() {
    const made = await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'a' }, data: { k: 'v' } } });
    assert(made.metadata.creationTimestamp instanceof Date);
    made.data.k = 'w';
    assert.equal((await core.replaceNamespacedConfigMap({ namespace, name: 'a', body: made })).data.k, 'w');
    await refused(409, () => core.replaceNamespacedConfigMap({ namespace, name: 'a', body: made }));
    await refused(422, () => core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'A b' } } }));
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'dry' } }, dryRun: 'All' });
    await refused(404, () => core.readNamespacedConfigMap({ namespace, name: 'dry' }));
    await core.deleteNamespacedConfigMap({ namespace, name: 'a' });
  },

  async workloads() {
    const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'main:1' }] } };
    await apps.createNamespacedDeployment({ namespace, body: { metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: labels }, template } } });
    await eventually(async () => (await apps.readNamespacedDeployment({ namespace, name: 'web' })).status.readyReplicas === 2);
    const pods = await core.listNamespacedPod({ namespace, labelSelector: 'app=web' });
    assert(pods.items.every((pod) => pod.status.phase === 'Running' && pod.spec.nodeName));
    const scale = await apps.readNamespacedDeploymentScale({ namespace, name: 'web' });
    scale.spec.replicas = 1;
    await apps.replaceNamespacedDeploymentScale({ namespace, name: 'web', body: scale });
    await eventually(async () => (await core.listNamespacedPod({ namespace, labelSelector: 'app=web' })).items.length === 1);
  },

  async informers() {
    const list = () => core.listNamespacedConfigMap({ namespace });
    const informer = k8s.makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, list);
    const seen = [];
    for (const verb of ['add', 'update', 'delete']) {
      informer.on(verb, (object) => object.metadata.name === 'watched' && seen.push(verb));
    }
    await informer.start();
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'watched' } } });
    await eventually(() => seen.length === 1);
    await core.patchNamespacedConfigMap(
      { namespace, name: 'watched', body: { data: { a: 'b' } } }, k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.MergePatch));
    await eventually(() => seen.length === 2);
    await core.deleteNamespacedConfigMap({ namespace, name: 'watched' });
    await eventually(() => seen.length === 3);
    await informer.stop();
    assert.deepEqual(seen, ['add', 'update', 'delete']);
  },

  async patches() {
    await core.createNamespacedService({ namespace, body: { metadata: { name: 'p' }, spec: { ports: [{ name: 'a', port: 80 }, { name: 'b', port: 81 }] } } });
    const patch = (body, type) => core.patchNamespacedService({ namespace, name: 'p', body }, k8s.setHeaderOptions('Content-Type', type));
    assert.equal((await patch({ spec: { ports: [{ port: 80, targetPort: 8080 }] } }, k8s.PatchStrategy.StrategicMergePatch)).spec.ports.length, 2);
    assert.equal((await patch([{ op: 'remove', path: '/spec/ports/1' }], k8s.PatchStrategy.JsonPatch)).spec.ports.length, 1);
    await refused(422, () => patch([{ op: 'test', path: '/spec/ports/0/port', value: 1 }], k8s.PatchStrategy.JsonPatch));
  },

  async apply() {
    const object = (value) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'applied', namespace }, data: { k: value } });
    const apply = (manager, value, force) => objects.patch(object(value), undefined, undefined, manager, force, k8s.PatchStrategy.ServerSideApply);
    assert.equal((await apply('one', 'v')).metadata.managedFields[0].manager, 'one');
    assert.match((await refused(409, () => apply('two', 'w'))).message, /conflict with/);
    assert.equal((await apply('two', 'w', true)).data.k, 'w');
  },

  async customResources() {
    const group = `${namespace}.node.example.com`;
    const openAPIV3Schema = { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer', _default: 1 } } } } };
    await extensions.createCustomResourceDefinition({
      body: {
        metadata: { name: `gadgets.${group}` },
        spec: { group, scope: 'Namespaced', names: { plural: 'gadgets', kind: 'Gadget' }, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }] },
      },
    });
    await eventually(async () => (await extensions.readCustomResourceDefinition({ name: `gadgets.${group}` })).status?.conditions?.some((c) => c.type === 'Established' && c.status === 'True'));
    const at = { group, version: 'v1', namespace, plural: 'gadgets' };
    const made = await custom.createNamespacedCustomObject({ ...at, body: { apiVersion: `${group}/v1`, kind: 'Gadget', metadata: { name: 'a' }, spec: { unknown: 1 } } });
    assert.deepEqual(made.spec, { size: 1 });
    await refused(422, () => custom.createNamespacedCustomObject({ ...at, body: { apiVersion: `${group}/v1`, kind: 'Gadget', metadata: { name: 'b' }, spec: { size: 'x' } } }));
    await extensions.deleteCustomResourceDefinition({ name: `gadgets.${group}` });
  },

  async access() {
    const authorization = config.makeApiClient(k8s.AuthorizationV1Api);
    const review = (user) => authorization.createSubjectAccessReview({ body: { spec: { user, resourceAttributes: { verb: 'get', resource: 'pods', namespace } } } });
    assert.equal((await review('nobody')).status.allowed, false);
    const answer = await config.makeApiClient(k8s.AuthenticationV1Api).createSelfSubjectReview({ body: {} });
    assert(answer.status.userInfo.groups.includes('system:authenticated'));
  },

  async deletion() {
    await apps.deleteNamespacedDeployment({ namespace, name: 'web', propagationPolicy: 'Foreground' });
    await core.deleteNamespace({ name: namespace });
    await eventually(async () => !(await core.listNamespace()).items.some((item) => item.metadata.name === namespace), 60);
  },
};

for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok - ${name}`);
  } catch (failure) {
    console.log(`not ok - ${name}\n# ${(failure.stack ?? String(failure)).slice(0, 2000).replaceAll('\n', '\n# ')}`);
  }
}
process.exit(0);
