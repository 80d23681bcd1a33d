/// The path of a field inside an object, written as the API server writes it: `spec.containers[0].resources.limits[cpu]`.
public struct FieldPath: Sendable, Hashable, CustomStringConvertible {
  public enum Element: Sendable, Hashable {
    /// A member that the schema names: `.name`.
    case field(String)
    /// A key of a map: `[name]`.
    case key(String)
    /// An item of a list: `[0]`.
    case index(Int)
  }

  public var elements: [Element]

  public init(_ elements: [Element] = []) { self.elements = elements }

  /// A path of named members: `FieldPath("spec", "taints")`.
  public init(_ fields: String...) { elements = fields.map(Element.field) }

  public func field(_ name: String) -> FieldPath { appending(.field(name)) }
  public func key(_ name: String) -> FieldPath { appending(.key(name)) }
  public func index(_ index: Int) -> FieldPath { appending(.index(index)) }

  private func appending(_ element: Element) -> FieldPath {
    var path = self
    path.elements.append(element)
    return path
  }

  /// The path without its last element; nil at the root.
  public var parent: FieldPath? {
    elements.isEmpty ? nil : FieldPath(Array(elements.dropLast()))
  }

  /// The path as a JSON pointer (RFC 6901): `/spec/containers/0/resources/limits/cpu`.
  public var jsonPointer: String {
    elements.map { element in
      switch element {
      case .field(let name), .key(let name): "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
      case .index(let index): "/\(index)"
      }
    }.joined()
  }

  public var description: String {
    var text = ""
    for element in elements {
      switch element {
      case .field(let name): text += text.isEmpty ? name : ".\(name)"
      case .key(let name): text += "[\(name)]"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
