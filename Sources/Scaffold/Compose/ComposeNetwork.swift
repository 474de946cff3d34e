import Documents
import Formats

/// The network of a Compose project that the stack joins: the one with the most of what is watched.
struct ComposeNetwork {
  /// As the file calls it; `default` is the one that Compose makes by itself.
  let key: String
  /// As Docker calls it.
  let name: String

  init(of members: [ComposeProject.Member], in project: ComposeProject) {
    var counts: [String: Int] = [:]
    for member in members {
      for network in member.service.networks.keys { counts[network, default: 0] += 1 }
    }
    // Of several with as many the first by name, so that the same file gives the same spec.
    let key = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.first?.key ?? "default"
    self.key = key
    let declared = project.networks[key]
    let isExternal = declared?.flag("external") == true || declared?["external"]?.mapping != nil
    name =
      declared?["name"]?.text ?? declared?["external"]?["name"]?.text ?? (isExternal ? key : "\(project.name)_\(key)")
  }

  /// Says of a service that is not on it that it is not reached.
  func remark(_ member: ComposeProject.Member, _ draft: inout Draft) {
    guard member.service.networkMode == nil, member.service.networks[key] == nil else { return }
    draft.leave(
      .changed,
      "`\(member.name)` is not on the network `\(key)`, which the stack joins: add it there, or it is not reached",
      at: member.place)
  }

  /// The key of the spec.
  var entry: Entry {
    Entry(
      .string(name),
      note: "The network that the stack joins to reach all this; the application makes it, so start that first.")
  }
}
