import Documents
import Project
import Regeneration

/// What every generated file says of itself.
package enum Header {
  package static func owned(_ stack: Stack) -> String {
    "\(Artifact.mark) from \(stack.specName). Do not edit: change the spec and run `pharos generate`."
  }

  package static func edited(_ stack: Stack) -> String {
    "\(Artifact.mark) from \(stack.specName). Yours to edit: pharos keeps what you change here."
  }
}

extension Artifact {
  /// A YAML file that pharos owns, with what it is for in its header.
  /// - Parameter expands: whether its reader fills in variables.
  package static func yaml(_ path: String, _ tree: Tree, _ about: String, expands: Bool = false, _ stack: Stack)
    -> Artifact
  {
    let tree = expands ? tree.withDollarsDoubled : tree
    return Artifact(path, YAMLWriter.write(tree, header: "\(Header.owned(stack))\n\(about)"))
  }

  /// The same, made when somebody asks for it.
  static func yaml(_ path: String, _ about: String, _ stack: Stack, _ tree: @escaping @Sendable () throws -> Tree)
    -> Artifact
  {
    let header = "\(Header.owned(stack))\n\(about)"
    return Artifact(path, Contents { YAMLWriter.write(try tree(), header: header) })
  }

  package static func text(_ path: String, _ text: String, kind: Artifact.Kind = .owned) -> Artifact {
    Artifact(path, text: text, kind: kind)
  }

  /// The same, made when somebody asks for it.
  static func text(_ path: String, kind: Artifact.Kind = .owned, _ text: @escaping @Sendable () throws -> String)
    -> Artifact
  {
    Artifact(path, Contents { Array(try text().utf8) }, kind: kind)
  }
}

extension Tree {
  /// A mapping of names to texts in the given order.
  package static func texts(_ pairs: some Sequence<(name: String, value: String)>) -> Tree {
    .mapping(pairs.map { Entry($0.name, .string($0.value)) })
  }
}
