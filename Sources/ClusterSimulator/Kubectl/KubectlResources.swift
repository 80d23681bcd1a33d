import KubernetesAPI

/// How kubectl commands name kinds and objects: `nodes node01`, `deploy/web`, `pods -l app=web`.
enum KubectlResources {
  /// The resource that a word names: `pod`, `pods`, `po`, `Pod`, `deployments.apps`.
  static func find(_ word: String) throws(KubectlError) -> APIResource {
    let found = Schema.kubernetes.resource(named: word)
    guard let found else { throw KubectlError("error: the server doesn't have a resource type \"\(word)\"") }
    return found
  }

  /// Whether a word names a kind.
  static func isResource(_ word: String) -> Bool { (try? find(word)) != nil }

  /// The name of an object as the store has it.
  static func name(_ name: String, of resource: APIResource, in namespace: String) -> NamespacedName {
    NamespacedName(resource.isNamespaced ? namespace : "", name)
  }

  /// An object by name; the error is the API server's for one that is not there.
  static func get(
    _ name: String, of resource: APIResource, _ call: KubectlCall, in cluster: SimulatedCluster
  ) throws(KubectlError) -> KubernetesObject {
    do {
      return try cluster.server.get(resource.kind, Self.name(name, of: resource, in: call.namespace))
    } catch {
      throw KubectlError(error, kind: resource.kind, name: name)
    }
  }

  /// The objects that a command's words, `-l` and `--all` choose; words that are not names are left to the verb.
  ///
  /// - Parameter isName: whether a word after the kind is the name of an object.
  static func objects(
    _ call: KubectlCall, in cluster: SimulatedCluster, _ answer: inout KubectlAnswer,
    isName: (String) -> Bool = { _ in true }
  ) throws(KubectlError) -> [KubernetesObject] {
    guard let first = call.arguments.first else {
      throw KubectlError("error: You must provide one or more resources by argument or filename.")
    }
    if first.contains("/") {
      var found: [KubernetesObject] = []
      for word in call.arguments where isName(word) {
        let parts = word.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
          throw KubectlError(
            "error: there is no need to specify a resource type as a separate argument when passing arguments in "
              + "resource/name form (e.g. '\(call.verb) resource/<resource_name>' instead of "
              + "'\(call.verb) resource resource/<resource_name>'")
        }
        let resource = try find(parts[0])
        do throws(KubectlError) {
          found.append(try get(parts[1], of: resource, call, in: cluster))
        } catch {
          answer.fail(error)
        }
      }
      return found
    }
    return try objects(
      of: find(first), named: call.arguments.dropFirst().filter(isName), call, in: cluster, &answer)
  }

  private static func objects(
    of resource: APIResource, named names: [String], _ call: KubectlCall, in cluster: SimulatedCluster,
    _ answer: inout KubectlAnswer
  ) throws(KubectlError) -> [KubernetesObject] {
    var found: [KubernetesObject] = []
    for name in names {
      do throws(KubectlError) {
        found.append(try get(name, of: resource, call, in: cluster))
      } catch {
        answer.fail(error)
      }
    }
    if !names.isEmpty { return found }
    guard call.option("selector") != nil || call.isOn("all") || call.option("field-selector") != nil else {
      throw KubectlError("error: resource(s) were provided, but no name was specified")
    }
    let namespace = resource.isNamespaced && !call.isOn("all-namespaces") ? call.namespace : nil
    do {
      return try cluster.server.list(
        resource.kind, namespace: namespace, labelSelector: call.option("selector") ?? "",
        fieldSelector: call.option("field-selector") ?? "")
    } catch {
      throw KubectlError(error, kind: resource.kind, name: "")
    }
  }

  /// Writes a changed object; the error is what kubectl prints for the server's refusal.
  static func update(
    _ object: KubernetesObject, _ call: KubectlCall, in cluster: inout SimulatedCluster
  ) throws(KubectlError) -> KubernetesObject {
    do {
      return try cluster.update(object, by: call.user)
    } catch {
      throw KubectlError(error, kind: object.kind, name: object.name)
    }
  }
}
