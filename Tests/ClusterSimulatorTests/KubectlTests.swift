import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import Testing

/// Commands and their answers, as kubectl v1.34 printed them before a real control plane.
@Suite struct KubectlTests {
  /// What each command answers, in a cluster of three Nodes and a Pod `web` with the label `app: web`.
  func answers(_ commands: [String], to text: String = "", files: [String: String] = [:]) throws -> [String] {
    let web = podText("web").replacing("{name: web}", with: "{name: web, labels: {app: web}}")
    let steps = commands.enumerated().map { UserStep(at: seconds($0 + 1), .kubectl($1)) }
    let simulation = try simulate(threeNodes + web + text, steps: steps, files: files)
    return simulation.result.steps.filter { $0.at > .start && ($0.kind == .user || $0.kind == .error) }.map(\.text)
  }

  @Test(arguments: [
    (["taint nodes node01 app=blue:NoSchedule"], "node/node01 tainted"),
    (
      ["taint nodes node01 app=blue:NoSchedule", "taint nodes node01 app=green:NoSchedule"],
      "error: node node01 already has app taint(s) with same effect(s) and --overwrite is false"
    ),
    (
      ["taint nodes node01 app=blue:NoSchedule", "taint nodes node01 app=green:NoSchedule --overwrite"],
      "node/node01 modified"
    ),
    (
      ["taint nodes node01 app=blue:Never"],
      "error: invalid taint effect: Never, unsupported taint effect\nSee 'kubectl taint -h' for help and examples"
    ),
    (["taint nodes node99 app=blue:NoSchedule"], #"Error from server (NotFound): nodes "node99" not found"#),
    (["taint nodes node01 app=blue:NoSchedule", "taint nodes node01 app-"], "node/node01 untainted"),
    (["taint node node01 app=blue:NoSchedule", "taint node node01 app:NoSchedule-"], "node/node01 untainted"),
    (["taint nodes node01 app-"], #"error: taint "app" not found"#),
  ])
  func `kubectl taint`(commands: [String], answer: String) throws {
    #expect(try answers(commands).last == answer)
  }

  @Test(arguments: [
    (["label pod web tier=front"], "pod/web labeled"),
    (
      ["label pod web tier=front", "label pod web tier=back"],
      "error: 'tier' already has a value (front), and --overwrite is false"
    ),
    (["label pod web tier=front", "label pods web tier=back --overwrite"], "pod/web labeled"),
    (["label pod web tier=front", "label pod/web tier-"], "pod/web unlabeled"),
    (["kubectl label nodes node02 size=large"], "node/node02 labeled"),
    (
      ["label pod web 'bad key=1'"],
      #"The Pod "web" is invalid: metadata.labels: Invalid value: "bad key": name part must consist of alphanumeric "#
        + "characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or "
        + "'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
    ),
    (
      ["label pod web 'k=bad value!'"],
      #"error: invalid label value: "k=bad value!": a valid label must be an empty string or consist of alphanumeric "#
        + "characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or "
        + "'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
    ),
    (["annotate pod web build=1.2.3 contact=team@example.com"], "pod/web annotated"),
  ])
  func `kubectl label and annotate`(commands: [String], answer: String) throws {
    #expect(try answers(commands).last == answer)
  }

  @Test(arguments: [
    (["cordon node01"], "node/node01 cordoned"),
    (["cordon node01", "cordon node01"], "node/node01 already cordoned"),
    (["cordon node01", "uncordon node01"], "node/node01 uncordoned"),
    (["uncordon node/node01"], "node/node01 already uncordoned"),
    (
      ["cordon node01", "drain node01"],
      """
      node/node01 already cordoned
      error: unable to drain node "node01" due to error: cannot delete cannot delete Pods that declare no controller (use \
      --force to override): default/web, continuing command...
      There are pending nodes to be drained:
       node01
      cannot delete cannot delete Pods that declare no controller (use --force to override): default/web
      """
    ),
    (
      ["cordon node01", "drain node01 --force --timeout=6s"],
      """
      node/node01 already cordoned
      Warning: deleting Pods that declare no controller: default/web
      evicting pod default/web
      pod/web evicted
      node/node01 drained
      """
    ),
  ])
  func `kubectl cordon, uncordon and drain`(commands: [String], answer: String) throws {
    #expect(try answers(commands).last == answer)
  }

  @Test(arguments: [
    (["run mosquito --image=nginx"], "pod/mosquito created"),
    (["run web --image=nginx"], #"Error from server (AlreadyExists): pods "web" already exists"#),
    (["delete pod web --now"], #"pod "web" deleted from default namespace"#),
    (["delete pod absent"], #"Error from server (NotFound): pods "absent" not found"#),
    (["delete node node02"], #"node "node02" deleted"#),
    (["create deployment d --image=nginx:1.26 --replicas=2"], "deployment.apps/d created"),
    (["create deployment d --image=nginx", "scale deployment d --replicas=3"], "deployment.apps/d scaled"),
    (
      ["scale deployment absent --replicas=2"],
      #"error: no objects passed to scale deployments.apps "absent" not found"#
    ),
    (
      ["create deployment d --image=nginx", "set image deployment/d nginx=nginx:1.27"],
      "deployment.apps/d image updated"
    ),
    (
      ["create deployment d --image=nginx", "delete deployment d"],
      #"deployment.apps "d" deleted from default namespace"#
    ),
    (["set image pod/web c=nginx:1.27"], "pod/web image updated"),
    (["expose pod web --port=80"], "service/web exposed"),
    (
      ["create priorityclass high --value=1000000 --description=\"important\""],
      "priorityclass.scheduling.k8s.io/high created"
    ),
    (["create pdb app --selector=app=app --min-available=3"], "poddisruptionbudget.policy/app created"),
    (["frobnicate"], #"error: unknown command "frobnicate" for "kubectl""#),
    (["label pods web a=b --colour"], "error: unknown flag: --colour\nSee 'kubectl label --help' for usage."),
    (["label turtles web a=b"], #"error: the server doesn't have a resource type "turtles""#),
    (["label pod 'web a=b"], "error: the command has a quote that is not closed"),
    ([""], "error: the command is empty"),
    (["get pods -o wide"], "kubectl get pods -o wide"),
  ])
  func `kubectl run, delete, create, scale and others`(commands: [String], answer: String) throws {
    #expect(try answers(commands).last == answer)
  }

  @Test(arguments: [
    ([#"patch pod web -p '{"spec":{"activeDeadlineSeconds":600}}'"#], "pod/web patched"),
    ([#"patch pod web -p '{"metadata":{"labels":{"app":"web"}}}'"#], "pod/web patched (no change)"),
    (
      [
        #"patch pod web --type=json -p '[{"op":"add","path":"/spec/tolerations/-","value":{"key":"x","operator":"Exists"}}]'"#
      ],
      "pod/web patched"
    ),
    (
      [
        #"patch pod web -p '{"spec":{"activeDeadlineSeconds":600}}'"#,
        #"patch pod web -p '{"spec":{"activeDeadlineSeconds":900}}'"#,
      ],
      #"The Pod "web" is invalid: spec.activeDeadlineSeconds: Invalid value: 900: must be less than or equal to previous value"#
    ),
    (["patch pod web"], "error: must specify --patch or --patch-file containing the contents of the patch"),
  ])
  func `kubectl patch`(commands: [String], answer: String) throws {
    #expect(try answers(commands).last == answer)
  }

  @Test func `kubectl apply creates, leaves alone, changes and takes away`() throws {
    let first = podText("a", "tolerations: [{key: x, operator: Exists}]")
      .replacing("{name: a}", with: "{name: a, labels: {x: '1', y: '2'}}")
    let second = first.replacing("image: nginx", with: "image: nginx:1.27").replacing(", y: '2'", with: "")
    let files = ["one.yaml": first, "two.yaml": second]
    let commands = ["apply -f one.yaml", "apply -f one.yaml", "apply -f two.yaml", "apply -f absent.yaml"]
    #expect(
      try answers(commands, files: files) == [
        "pod/a created", "pod/a unchanged", "pod/a configured", "error: the path \"absent.yaml\" does not exist",
      ])
    let steps = commands.enumerated().map { UserStep(at: seconds($0 + 1), .kubectl($1)) }
    let simulation = try simulate(threeNodes, steps: steps, files: files)
    let pod = try #require(try simulation.objects(afterStep: simulation.result.steps.count, kind: "Pod")?.first)
    #expect(pod.labels == ["x": "1"])
    #expect(pod.value["spec"]["containers"][0]["image"] == "nginx:1.27")
  }

  @Test func `kubectl create and replace read manifests`() throws {
    let files = [
      "two.yaml": podText("a") + podText("web") + podText("b"),
      "web.yaml": podText("web", "nodeSelector: {a: b}"),
      "kind.yaml": "{apiVersion: v1, kind: Pood, metadata: {name: a}}",
      "nokind.yaml": "metadata: {name: a}", "typo.yaml": podText("typo", "nodeNam: node01"),
    ]
    #expect(
      try answers(
        [
          "create -f two.yaml", "replace --force -f web.yaml", "create -f kind.yaml", "create -f nokind.yaml",
          "create -f typo.yaml",
        ],
        files: files) == [
          """
          pod/a created
          Error from server (AlreadyExists): error when creating "two.yaml": pods "web" already exists
          pod/b created
          """,
          "pod \"web\" deleted from default namespace\npod/web replaced",
          """
          error: resource mapping not found for name: "a" namespace: "" from "kind.yaml": no matches for kind "Pood" in \
          version "v1"
          ensure CRDs are installed first
          """,
          "error: error validating \"nokind.yaml\": error validating data: [apiVersion not set, kind not set]; "
            + "if you choose to ignore these errors, turn validation off with --validate=false",
          "Error from server (BadRequest): error when creating \"typo.yaml\": Pod in version \"v1\" cannot be handled as a "
            + "Pod: strict decoding error: unknown field \"spec.nodeNam\"",
        ])
  }

  @Test(arguments: [
    "", " ", "'", "\\", "kubectl", "kubectl kubectl", "-", "--", "label", "label pod", "label -", "taint nodes",
    "delete",
    "delete /", "delete pod/", "delete ,", "drain", "create", "create --raw x -f y", "patch pod web -p '['", "set",
    "scale --replicas=x pod web", "label pod web =", "taint nodes node01 :", "taint nodes node01 a=b=c:NoSchedule",
    "label pods --all a-b-", "create deployment", "rollout", "annotate pod web x-", "delete pod -l 'app in app1'",
    "label pods/web pods a=b", "run web", "label pod web -n",
  ])
  func `whatever is typed is answered`(line: String) throws {
    #expect(try answers([line]).count == 1)
  }
}
