import Documents

/// Where a target has the folders of a workload, and the texts that name them.
///
/// A pack names paths as its image has them. Where they are elsewhere, each mention in an argument or a variable follows.
struct FolderPaths {
  let files: [Workload.Folder]
  let storage: [Workload.Folder]
  /// Paths that are elsewhere, the longest first: `/var/lib/grafana/dashboards` lies in `/var/lib/grafana`.
  private let moved: [(from: String, to: String)]

  init(_ definition: PackWorkload, on target: any Target) {
    func folders(_ folders: OrderedMap<String>) -> (asked: [Workload.Folder], given: [Workload.Folder]) {
      let asked = folders.map { Workload.Folder($0, at: $1) }
      return (asked, asked.map { Workload.Folder($0.name, at: target.path(of: $0)) })
    }
    let (files, storage) = (folders(definition.files), folders(definition.storage))
    self.files = files.given
    self.storage = storage.given
    moved = zip(files.asked + storage.asked, files.given + storage.given)
      .map { ($0.path, $1.path) }.filter { $0 != $1 }.sorted { $0.0.utf8.count > $1.0.utf8.count }
  }

  func applied(to text: String) -> String {
    guard !moved.isEmpty else { return text }
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      let isStart = first == "/" && !(result.last?.isInPath ?? false)
      if isStart, let (from, to) = moved.first(where: { rest.hasPrefix($0.from) && rest.ends($0.from) }) {
        result += to
        rest = rest.dropFirst(from.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}

extension Substring {
  /// Whether the last name of a path that it begins with ends there as well.
  fileprivate func ends(_ path: String) -> Bool {
    let next = dropFirst(path.count).first
    return next == nil || next == "/" || !next!.isInPath
  }
}

extension Character {
  /// Whether it may stand in a path of a workload.
  fileprivate var isInPath: Bool { isLetter || isNumber || "/._-".contains(self) }
}
