import ArgumentParser
import Webhooks

/// Which addresses may be called.
struct WebhookOptions: ParsableArguments {
  @Option(
    help: "The address of a scheduler extender that may be called, and all below it; may be given several times.")
  var allowWebhook: [String] = []

  /// - Throws: An ``InputError`` for what is no address.
  var client: WebhookClient {
    get throws {
      do throws(WebhookClient.InvalidAddress) {
        return try WebhookClient(allowing: allowWebhook)
      } catch {
        throw InputError("--allow-webhook: \(error)")
      }
    }
  }
}
