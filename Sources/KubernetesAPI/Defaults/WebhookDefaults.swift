/// The defaults of admission webhooks.
enum WebhookDefaults {
  static func apply(to configuration: inout JSONValue) {
    let isMutating = configuration["kind"] == "MutatingWebhookConfiguration"
    configuration.forEachItem(of: "webhooks") { webhook in
      webhook.fill("failurePolicy", "Fail")
      webhook.fill("matchPolicy", "Equivalent")
      webhook.fill("namespaceSelector", [:])
      webhook.fill("objectSelector", [:])
      webhook.fill("timeoutSeconds", 10)
      if isMutating { webhook.fill("reinvocationPolicy", "Never") }
      webhook.forEachItem(of: "rules") { $0.fill("scope", "*") }
      webhook["clientConfig"].ifPresent("service") { $0.fill("port", 443) }
    }
  }
}
